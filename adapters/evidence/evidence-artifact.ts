import { type Digest, digestOf } from '../../domain/digest.ts';
import type { EvidenceCode } from '../../domain/evidence/codes.ts';
import type { ReleaseArtifact } from '../../domain/release.ts';
import { field } from '../registry/docker-config.ts';

export const EVIDENCE_ARTIFACT_TYPE = 'application/vnd.sluice.evidence.v1';
const STATEMENT_MEDIA_TYPE = 'application/vnd.in-toto+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_EMPTY = 'application/vnd.oci.empty.v1+json';

/** What may be attached to a release. */
export interface AttachedKind {
  readonly artifactType: string;
  readonly mediaType: string;
  /** Bytes of the largest one that is read. */
  readonly largest: number;
}

/** A statement has some hundred bytes. */
export const STATEMENT: AttachedKind = {
  artifactType: EVIDENCE_ARTIFACT_TYPE,
  mediaType: STATEMENT_MEDIA_TYPE,
  largest: 65_536,
};

const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** A signed statement, attached as others attach one; it has some ten thousand bytes.
 *  @see https://github.com/sigstore/sigstore-js/blob/769a53d8713248a8bf49edfc2a5d1955b0dcc24d/packages/oci/src/image.ts (read 2026-11-30) */
export const BUNDLE: AttachedKind = {
  artifactType: BUNDLE_MEDIA_TYPE,
  mediaType: BUNDLE_MEDIA_TYPE,
  largest: 262_144,
};

/** What a manifest is told by, in a list of referrers. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A statement, or what it is signed in, as an artifact that refers to its subject, which may lie in another repository; a record of
 *  something that lies in no registry has none.
 *  @see https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#image-manifest-property-descriptions */
export function evidenceArtifact(
  subject: Descriptor | undefined,
  statement: string,
  kind: Pick<AttachedKind, 'artifactType' | 'mediaType'> = STATEMENT,
): ReleaseArtifact {
  const [config, layer] = [bytesOf('{}'), bytesOf(statement)];
  const manifest = bytesOf(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      artifactType: kind.artifactType,
      config: { mediaType: OCI_EMPTY, digest: digestOf(config), size: config.length },
      layers: [{ mediaType: kind.mediaType, digest: digestOf(layer), size: layer.length }],
      ...(subject === undefined
        ? {}
        : { subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size } }),
    }),
  );
  return {
    mediaType: OCI_MANIFEST,
    manifest: { digest: digestOf(manifest), bytes: manifest },
    blobs: [config, layer].map((bytes) => ({ digest: digestOf(bytes), bytes })),
  };
}

/** The descriptor of an artifact, as a list of referrers has it. */
export const descriptorOf = ({ manifest, mediaType }: ReleaseArtifact, { artifactType }: AttachedKind) => ({
  mediaType,
  digest: manifest.digest,
  size: manifest.bytes.length,
  artifactType,
});

export type AttachedLayer =
  | { readonly ok: true; readonly kind: AttachedKind; readonly digest: string }
  | { readonly ok: false; readonly code: EvidenceCode; readonly wrong: string };

/** Where the one layer of a manifest lies, if it is of one of these kinds and attached to this subject. */
export function attachedLayer(bytes: Uint8Array, subject: Digest, kinds: readonly AttachedKind[]): AttachedLayer {
  const manifest = parsed(bytes);
  const artifactType = field(manifest, 'artifactType');
  const kind = kinds.find((each) => each.artifactType === artifactType);
  if (field(manifest, 'mediaType') !== OCI_MANIFEST || kind === undefined)
    return no('other-artifact', `it is ${shown(artifactType)}, wanted ${namesOf(kinds)}`);
  const about = field(field(manifest, 'subject'), 'digest');
  if (about !== subject) return no('other-subject', `it is attached to ${shown(about)}, wanted ${subject}`);
  const layers = field(manifest, 'layers');
  const [layer, ...others]: readonly unknown[] = Array.isArray(layers) ? layers : [];
  const [digest, size] = [field(layer, 'digest'), field(layer, 'size')];
  if (others.length > 0 || field(layer, 'mediaType') !== kind.mediaType || typeof digest !== 'string')
    return no('other-artifact', `it does not hold one statement of ${kind.mediaType}`);
  return typeof size === 'number' && size <= kind.largest
    ? { ok: true, kind, digest }
    : no('other-artifact', `its statement has ${shown(size)} bytes, and no more than ${kind.largest} are read`);
}

const namesOf = (kinds: readonly AttachedKind[]): string => kinds.map(({ artifactType }) => artifactType).join(' or ');
const no = (code: EvidenceCode, wrong: string): AttachedLayer => ({ ok: false, code, wrong });
const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 100);

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
