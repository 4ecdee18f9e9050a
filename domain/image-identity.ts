import { createHash } from 'node:crypto';
import type { Brand } from './brand.ts';
import type { Digest } from './digest.ts';

/** 64 hex characters over everything that decides what an image contains. */
export type ImageIdentity = Brand<string, 'ImageIdentity'>;

export interface ImageIngredients {
  /** Git's object id of the service's folder at the commit: names, modes and contents of all files in it. */
  readonly tree: string;
  /** Git's object id of the Dockerfile, which may lie outside that folder. */
  readonly dockerfile: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
  /** The base image as it is right now; `undefined` where the Dockerfile takes none. */
  readonly base: Digest | undefined;
}

/** Equal ingredients give equal identities on every machine: keys and platforms are sorted, nothing else enters. */
export function imageIdentity({ tree, dockerfile, buildArguments, platforms, base }: ImageIngredients): ImageIdentity {
  const canonical = JSON.stringify([
    'sluice.image-identity/v1',
    tree,
    dockerfile,
    Object.entries(buildArguments).sort(([a], [b]) => (a < b ? -1 : 1)),
    [...new Set(platforms)].sort(),
    base ?? null,
  ]);
  return createHash('sha256').update(canonical).digest('hex') as ImageIdentity;
}
