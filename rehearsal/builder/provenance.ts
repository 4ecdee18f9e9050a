import { digestOf } from '../../domain/digest.ts';
import { IMAGE_CONFIG, IMAGE_INDEX, IMAGE_MANIFEST, type Image, type Platform } from '../registry/image.ts';

const STATEMENT = 'application/vnd.in-toto+json';
const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const descriptor = (mediaType: string, bytes: Uint8Array) => ({
  mediaType,
  digest: digestOf(bytes),
  size: bytes.length,
});

/** An image with a provenance statement beside it, both in one index, as BuildKit pushes it: what is deployed is then the digest of an
 *  index. The statement says that a rehearsal made it, and holds no time, so that the same build is the same digest.
 *  @see https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
export function withProvenance(image: Image, platform: Platform, materials: readonly string[]): readonly Image[] {
  const statement = encode({
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: 'https://slsa.dev/provenance/v0.2',
    subject: [{ name: '_', digest: { sha256: image.digest.slice('sha256:'.length) } }],
    predicate: {
      builder: { id: 'dev.sluice.rehearsal' },
      buildType: 'https://mobyproject.org/buildkit@v1',
      materials: materials.map((uri) => ({ uri })),
    },
  });
  const config = encode({
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [digestOf(statement)] },
  });
  const manifest = encode({
    schemaVersion: 2,
    mediaType: IMAGE_MANIFEST,
    config: descriptor(IMAGE_CONFIG, config),
    layers: [
      {
        ...descriptor(STATEMENT, statement),
        annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2' },
      },
    ],
  });
  const index = encode({
    schemaVersion: 2,
    mediaType: IMAGE_INDEX,
    manifests: [
      { ...descriptor(image.mediaType, image.manifest), platform },
      {
        ...descriptor(IMAGE_MANIFEST, manifest),
        annotations: {
          'vnd.docker.reference.digest': image.digest,
          'vnd.docker.reference.type': 'attestation-manifest',
        },
        platform: { architecture: 'unknown', os: 'unknown' },
      },
    ],
  });
  const attestation = { digest: digestOf(manifest), mediaType: IMAGE_MANIFEST, manifest, blobs: [config, statement] };
  return [image, attestation, { digest: digestOf(index), mediaType: IMAGE_INDEX, manifest: index, blobs: [] }];
}
