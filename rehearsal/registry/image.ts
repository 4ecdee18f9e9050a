import { gunzipSync } from 'node:zlib';
import { type Digest, digestOf } from '../../domain/digest.ts';
import type { PulledImage } from '../cluster/image-source.ts';

export const IMAGE_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
export const IMAGE_INDEX = 'application/vnd.oci.image.index.v1+json';
export const IMAGE_CONFIG = 'application/vnd.oci.image.config.v1+json';
export const IMAGE_LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** What a container gets when it starts, in the words of the image specification.
 *  @see https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md */
export type ContainerConfig = PulledImage['config'] & {
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, Record<string, never>>>;
};

export interface Platform {
  readonly os: string;
  readonly architecture: string;
}

/** Manifest and blobs, ready to be stored. */
export interface Image {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly manifest: Uint8Array;
  readonly blobs: readonly Uint8Array[];
}

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const descriptor = (mediaType: string, bytes: Uint8Array) => ({
  mediaType,
  digest: digestOf(bytes),
  size: bytes.length,
});

/** Forms an image; equal arguments give equal bytes, because no time enters. */
export function formImage({
  platform,
  config,
  layers,
}: {
  readonly platform: Platform;
  readonly config: ContainerConfig;
  readonly layers: readonly Uint8Array[];
}): Image {
  const document = encode({
    architecture: platform.architecture,
    os: platform.os,
    config,
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => digestOf(gunzipSync(layer))) },
  });
  const manifest = encode({
    schemaVersion: 2,
    mediaType: IMAGE_MANIFEST,
    config: descriptor(IMAGE_CONFIG, document),
    layers: layers.map((layer) => descriptor(IMAGE_LAYER, layer)),
  });
  return { digest: digestOf(manifest), mediaType: IMAGE_MANIFEST, manifest, blobs: [document, ...layers] };
}

/** An index over images of several platforms. */
export function formIndex(images: readonly { readonly platform: Platform; readonly image: Image }[]): Image {
  const manifest = encode({
    schemaVersion: 2,
    mediaType: IMAGE_INDEX,
    manifests: images.map(({ platform, image }) => ({ ...descriptor(image.mediaType, image.manifest), platform })),
  });
  return { digest: digestOf(manifest), mediaType: IMAGE_INDEX, manifest, blobs: [] };
}
