import { type Digest, digestOf } from './digest.ts';

/** One service, ready to run in every tier: an image and the rendered manifests that run it.
 *  Its digest depends on these bytes alone, not on run, actor, commit or time. */
export interface Release {
  readonly service: string;
  readonly image: { readonly repository: string; readonly digest: Digest };
  /** Canonical YAML per tier, sorted by tier name when the manifest is formed. */
  readonly manifests: Readonly<Record<string, string>>;
}

export const RELEASE_ARTIFACT_TYPE = 'application/vnd.sluice.release.v1';
export const MANIFESTS_MEDIA_TYPE = 'application/vnd.sluice.manifests.v1+yaml';
export const TIER_ANNOTATION = 'dev.sluice.tier';
export const SERVICE_ANNOTATION = 'dev.sluice.service';
export const IMAGE_ANNOTATION = 'dev.sluice.image';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_EMPTY = 'application/vnd.oci.empty.v1+json';

export interface Blob {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

/** A release as a registry stores it: blobs first, then the manifest whose digest is the release digest. */
export interface ReleaseArtifact {
  readonly mediaType: typeof OCI_MANIFEST;
  readonly manifest: Blob;
  readonly blobs: readonly Blob[];
}

const blob = (text: string): Blob => {
  const bytes = new TextEncoder().encode(text);
  return { digest: digestOf(bytes), bytes };
};

/** Same release, same bytes: fixed key order, tiers sorted, no time.
 *  @see https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidelines-for-artifact-usage */
export function releaseArtifact({ service, image, manifests }: Release): ReleaseArtifact {
  const config = blob('{}');
  const tiers = Object.keys(manifests).sort();
  const layers = tiers.map((tier) => ({ tier, blob: blob(manifests[tier] ?? '') }));
  const manifest = blob(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      artifactType: RELEASE_ARTIFACT_TYPE,
      config: { mediaType: OCI_EMPTY, digest: config.digest, size: config.bytes.length },
      layers: layers.map(({ tier, blob }) => ({
        mediaType: MANIFESTS_MEDIA_TYPE,
        digest: blob.digest,
        size: blob.bytes.length,
        annotations: { [TIER_ANNOTATION]: tier },
      })),
      annotations: { [IMAGE_ANNOTATION]: `${image.repository}@${image.digest}`, [SERVICE_ANNOTATION]: service },
    }),
  );
  return { mediaType: OCI_MANIFEST, manifest, blobs: [config, ...layers.map(({ blob }) => blob)] };
}
