import { BUNDLE } from '../../adapters/evidence/evidence-artifact.ts';
import { tagOf } from '../../adapters/evidence/fallback-index.ts';
import type { RegistryOptions } from '../../adapters/registry/asking.ts';
import { OciReferrers } from '../../adapters/registry/oci-referrers.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { type Digest, digestOf } from '../../domain/digest.ts';
import type { DigestReference } from '../../domain/image.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

/** What an attacker may do otherwise. */
export interface Attaching {
  readonly artifactType?: string;
  readonly layerType?: string;
  /** The size that the manifest claims. */
  readonly size?: number;
}

/** Attaches a bundle beside what it is said to be about, as `push-to-registry` of actions/attest does, with its fallback index.
 *  @see https://github.com/sigstore/sigstore-js/blob/769a53d8713248a8bf49edfc2a5d1955b0dcc24d/packages/oci/src/image.ts */
export async function attachBundle(
  { options, lists }: { readonly options: RegistryOptions; readonly lists: boolean },
  { repository, digest }: DigestReference,
  bundle: string | Uint8Array,
  { artifactType = BUNDLE.artifactType, layerType = BUNDLE.mediaType, size }: Attaching = {},
): Promise<Digest> {
  const [registry, referrers] = [new OciRegistry(options), new OciReferrers(options)];
  const subject = await registry.manifest({ repository, digest });
  const [config, layer] = [Buffer.from('{}'), Buffer.from(bundle)];
  const annotations = {
    'org.opencontainers.image.created': '2026-03-01T00:00:00.000Z',
    'dev.sigstore.bundle.content': 'dsse-envelope',
    'dev.sigstore.bundle.predicateType': 'https://sluice.dev/evidence/v1',
  };
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      artifactType,
      config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf(config), size: config.length },
      layers: [{ mediaType: layerType, digest: digestOf(layer), size: size ?? layer.length }],
      subject: { mediaType: subject.mediaType, digest, size: subject.bytes.length },
      annotations,
    }),
  );
  const manifest = { digest: digestOf(bytes), bytes };
  const blobs = [config, layer].map((each) => ({ digest: digestOf(each), bytes: each }));
  await registry.push(repository, { mediaType: MANIFEST, manifest, blobs });
  if (!lists) {
    const before = await referrers.tagged(repository, tagOf(digest));
    const there = before === undefined ? [] : JSON.parse(Buffer.from(before.bytes).toString('utf8')).manifests;
    const entry = { mediaType: MANIFEST, digest: manifest.digest, size: bytes.length, artifactType, annotations };
    const index = { mediaType: INDEX, schemaVersion: 2, manifests: [...there, entry] };
    await referrers.move(repository, tagOf(digest), { mediaType: INDEX, bytes: Buffer.from(JSON.stringify(index)) });
  }
  return manifest.digest;
}
