import type { Brand } from './brand.ts';
import type { CommitSha } from './commit.ts';
import type { ImageIdentity } from './image-identity.ts';

/** A name for a manifest in a registry. Sluice writes each tag once; it is a label, never an identity.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
export type Tag = Brand<string, 'Tag'>;

export function parseTag(text: string): Tag {
  if (!/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/.test(text)) throw new Error(`"${text}" is not a tag a registry accepts.`);
  return text as Tag;
}

/** `sha-<40 hex>`: which commit asked for this image. */
export const commitTag = (commit: CommitSha): Tag => parseTag(`sha-${commit}`);

/** `content-<64 hex>`: what the image was built from; equal for every commit that changes nothing in it. */
export const contentTag = (identity: ImageIdentity): Tag => parseTag(`content-${identity}`);

/** `release-<service>-<40 hex>`: the release that was formed of a commit. */
export const releaseTag = (service: string, commit: CommitSha): Tag => parseTag(`release-${service}-${commit}`);
