import { type Digest, isDigest } from './digest.ts';
import { isRepository } from './image.ts';
import { parseTag, type Tag } from './tag.ts';

/** What a pod calls an image, with all that may be left out written out. */
export interface ImageName {
  /** With host: `nginx` is `docker.io/library/nginx`. */
  readonly repository: string;
  /** `latest` where none is written. */
  readonly tag: Tag;
  /** Decides alone where it is written, whatever the tag says. */
  readonly digest: Digest | undefined;
}

const PARTS = /^(?<repository>[^@]+?)(?::(?<tag>[^:/@]+))?(?:@(?<digest>.+))?$/;

/** Reads a name as container runtimes do. @returns `undefined` for what is no name of an image
 *  @see https://github.com/distribution/reference/blob/v0.6.0/normalize.go
 *  @see https://kubernetes.io/docs/concepts/containers/images/#image-names */
export function parseImageName(text: string): ImageName | undefined {
  const { repository: written = '', tag: word = 'latest', digest } = PARTS.exec(text)?.groups ?? {};
  const repository = withHost(written);
  if (!isRepository(repository) || (digest !== undefined && !isDigest(digest))) return undefined;
  try {
    return { repository, tag: parseTag(word), digest };
  } catch {
    return undefined;
  }
}

/** Without a host it is Docker Hub's; without a folder there it is an official image. */
export function withHost(repository: string): string {
  const first = repository.split('/')[0] ?? '';
  const hasHost = repository.includes('/') && (/[.:]/.test(first) || first === 'localhost');
  const full = hasHost ? repository : `docker.io/${repository}`;
  const hub = full.replace(/^(index\.)?docker\.io\//, 'docker.io/');
  return /^docker\.io\/[^/]+$/.test(hub) ? hub.replace('docker.io/', 'docker.io/library/') : hub;
}
