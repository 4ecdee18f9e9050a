import { type Digest, parseDigest } from '../../domain/digest.ts';
import { type DigestReference, formatDigestReference, parseDigestReference } from '../../domain/image.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  IMAGE_ANNOTATION,
  MANIFESTS_MEDIA_TYPE,
  RELEASE_ARTIFACT_TYPE,
  SERVICE_ANNOTATION,
  TIER_ANNOTATION,
} from '../../domain/release.ts';
import type { Registry } from '../registry.ts';
import { field } from './manifest.ts';

/** A release as one tier gets it. */
export interface FetchedRelease {
  readonly release: Digest;
  readonly image: DigestReference;
  readonly service: string;
  /** YAML of the tier, byte for byte as it was formed. */
  readonly manifests: string;
}

/** Reads a release from the registry; the registry port has compared all bytes with their digests.
 *  @throws with a sentence when the reference is no release of Sluice, or has nothing for the tier */
export async function fetchRelease(
  registry: Pick<Registry, 'manifest' | 'blob'>,
  reference: DigestReference,
  tier: string,
): Promise<FetchedRelease> {
  const name = formatDigestReference(reference);
  const manifest = parseManifest(name, (await registry.manifest(reference)).bytes);
  const artifactType = field(manifest, 'artifactType');
  if (artifactType !== RELEASE_ARTIFACT_TYPE) {
    throw new Error(
      `${name} is no release: its artifact type is ${JSON.stringify(artifactType) ?? 'missing'}, wanted "${RELEASE_ARTIFACT_TYPE}". Take the output "release" of the release action, not the image.`,
    );
  }
  const annotations = field(manifest, 'annotations');
  const image = parseDigestReference(text(annotations, IMAGE_ANNOTATION, name));
  if (image.repository !== reference.repository) {
    throw new Refusal(
      'other-repository',
      `${name} names an image of another repository, ${image.repository}. A release lies beside its image.`,
    );
  }
  const manifests = await registry.blob({ repository: reference.repository, digest: layerOf(manifest, tier, name) });
  return {
    release: reference.digest,
    image,
    service: text(annotations, SERVICE_ANNOTATION, name),
    manifests: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(manifests),
  };
}

function layerOf(manifest: unknown, tier: string, name: string): Digest {
  const layers = field(manifest, 'layers');
  const tiers = (Array.isArray(layers) ? layers : []).map((layer: unknown) => ({
    tier: field(field(layer, 'annotations'), TIER_ANNOTATION),
    mediaType: field(layer, 'mediaType'),
    digest: field(layer, 'digest'),
  }));
  const [found, ...more] = tiers.filter((layer) => layer.tier === tier);
  if (found === undefined) {
    throw new Refusal(
      'other-tier',
      `${name} has no manifests for the tier "${tier}"; it has: ${tiers.map((layer) => String(layer.tier)).join(', ') || 'none'}. Form the release again with this tier.`,
    );
  }
  if (more.length > 0) throw new Error(`${name} has manifests for the tier "${tier}" ${more.length + 1} times.`);
  if (found.mediaType !== MANIFESTS_MEDIA_TYPE) {
    throw new Error(`${name} has ${String(found.mediaType)} for the tier "${tier}"; wanted ${MANIFESTS_MEDIA_TYPE}.`);
  }
  return parseDigest(String(found.digest));
}

function parseManifest(name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Error(`${name} is no release: its manifest is no JSON.`, { cause });
  }
}

function text(annotations: unknown, key: string, name: string): string {
  const value = field(annotations, key);
  if (typeof value !== 'string' || value === '') throw new Error(`${name} is no release of ours: it has no "${key}".`);
  return value;
}
