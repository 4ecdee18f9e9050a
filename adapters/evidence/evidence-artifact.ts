import { type Digest, digestOf } from '../../domain/digest.ts';
import type { EvidenceCode } from '../../domain/evidence/codes.ts';
import type { ReleaseArtifact } from '../../domain/release.ts';
import { field } from '../registry/docker-config.ts';

export const EVIDENCE_ARTIFACT_TYPE = 'application/vnd.sluice.evidence.v1';
const STATEMENT_MEDIA_TYPE = 'application/vnd.in-toto+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_EMPTY = 'application/vnd.oci.empty.v1+json';
/** A statement has some hundred bytes. */
const LARGEST_STATEMENT = 65_536;

/** What a manifest is told by, in a list of referrers. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A statement as an artifact that refers to its subject, which may lie in another repository.
 *  @see https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#image-manifest-property-descriptions */
export function evidenceArtifact(subject: Descriptor, statement: string): ReleaseArtifact {
  const [config, layer] = [bytesOf('{}'), bytesOf(statement)];
  const manifest = bytesOf(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      artifactType: EVIDENCE_ARTIFACT_TYPE,
      config: { mediaType: OCI_EMPTY, digest: digestOf(config), size: config.length },
      layers: [{ mediaType: STATEMENT_MEDIA_TYPE, digest: digestOf(layer), size: layer.length }],
      subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
    }),
  );
  return {
    mediaType: OCI_MANIFEST,
    manifest: { digest: digestOf(manifest), bytes: manifest },
    blobs: [config, layer].map((bytes) => ({ digest: digestOf(bytes), bytes })),
  };
}

/** The descriptor of an artifact, as a list of referrers has it. */
export const descriptorOf = ({ manifest, mediaType }: ReleaseArtifact) => ({
  mediaType,
  digest: manifest.digest,
  size: manifest.bytes.length,
  artifactType: EVIDENCE_ARTIFACT_TYPE,
});

export type StatementLayer =
  | { readonly ok: true; readonly digest: string }
  | { readonly ok: false; readonly code: EvidenceCode; readonly wrong: string };

/** Where the statement of a manifest lies, if it is evidence about this subject. */
export function statementLayer(bytes: Uint8Array, subject: Digest): StatementLayer {
  const manifest = parsed(bytes);
  const artifactType = field(manifest, 'artifactType');
  if (field(manifest, 'mediaType') !== OCI_MANIFEST || artifactType !== EVIDENCE_ARTIFACT_TYPE)
    return no('other-artifact', `it is ${shown(artifactType)}, wanted ${EVIDENCE_ARTIFACT_TYPE}`);
  const about = field(field(manifest, 'subject'), 'digest');
  if (about !== subject) return no('other-subject', `it is attached to ${shown(about)}, wanted ${subject}`);
  const layers = field(manifest, 'layers');
  const [layer, ...others]: readonly unknown[] = Array.isArray(layers) ? layers : [];
  const [digest, size] = [field(layer, 'digest'), field(layer, 'size')];
  if (others.length > 0 || field(layer, 'mediaType') !== STATEMENT_MEDIA_TYPE || typeof digest !== 'string')
    return no('other-artifact', `it does not hold one statement of ${STATEMENT_MEDIA_TYPE}`);
  return typeof size === 'number' && size <= LARGEST_STATEMENT
    ? { ok: true, digest }
    : no('other-artifact', `its statement has ${shown(size)} bytes, and no more than ${LARGEST_STATEMENT} are read`);
}

const no = (code: EvidenceCode, wrong: string): StatementLayer => ({ ok: false, code, wrong });
const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 100);

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
