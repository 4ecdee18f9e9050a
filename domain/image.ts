import { type Digest, isDigest } from './digest.ts';

/** Bytes in a repository of a registry: `host/path@sha256:…`. */
export interface DigestReference {
  /** Host and path, without tag or digest: `asia-northeast3-docker.pkg.dev/project/services/api-server`. */
  readonly repository: string;
  readonly digest: Digest;
}

const REPOSITORY = /^[a-z0-9.-]+(?::\d+)?(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)+$/;

/** @throws when the text names no repository, carries a tag instead of a digest, or carries both. */
export function parseDigestReference(text: string): DigestReference {
  const at = text.lastIndexOf('@');
  const repository = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? '' : text.slice(at + 1);
  if (!isDigest(digest) || !isRepository(repository)) {
    throw new Error(
      `"${text}" does not name bytes: wanted "host/path@sha256:<64 hex>". A tag can be moved, so it is not accepted here.`,
    );
  }
  return { repository, digest };
}

export const isRepository = (text: string): boolean => REPOSITORY.test(text);

export const formatDigestReference = ({ repository, digest }: DigestReference): string => `${repository}@${digest}`;
