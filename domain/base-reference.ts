import { type Digest, isDigest } from './digest.ts';
import { isRepository } from './image.ts';
import { withHost } from './image-name.ts';
import { parseTag, type Tag } from './tag.ts';

/** What a Dockerfile starts from. */
export interface BaseReference {
  /** With host: what docker leaves out is written out. */
  readonly repository: string;
  readonly reference: Tag | Digest;
}

/** Reads a reference as docker does: without a host it is Docker Hub's, without a folder there it is an official image.
 *  A missing tag is refused instead of read as `latest`.
 *  @see https://github.com/distribution/reference/blob/v0.6.0/normalize.go */
export function parseBaseReference(text: string): BaseReference {
  const [name = '', digest] = text.split('@');
  const [, repository = name, tag] = /^(.+):([^:/]+)$/.exec(name) ?? [];
  const reference = digest ?? tag ?? '';
  const full = withHost(repository);
  if (reference === '' || !isRepository(full) || (digest !== undefined && !isDigest(digest))) {
    throw new Error(`"${text}" is no base image: wanted "host/path:tag" or "host/path@sha256:<64 hex>".`);
  }
  return { repository: full, reference: isDigest(reference) ? reference : parseTag(reference) };
}
