import type { Brand } from './brand.ts';
import { type Digest, digestOf, parseDigest } from './digest.ts';

/** 64 hex characters over everything that decides what an image contains. */
export type ImageIdentity = Brand<string, 'ImageIdentity'>;

export interface ImageIngredients {
  /** Git's object id of the service's folder at the commit: names, modes and contents of all files in it. */
  readonly tree: string;
  /** Git's object id of the Dockerfile, which may lie outside that folder. */
  readonly dockerfile: string;
  /** Git's object id of the file that hides part of the folder from the build; `undefined` where there is none. */
  readonly ignored: string | undefined;
  /** What the `.gitattributes` above what is built say of how files are written on a checkout, by path. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
  /** The base image as it is right now; `undefined` where the Dockerfile takes none. */
  readonly base: Digest | undefined;
  /** Every other image that the Dockerfile takes something from, by the name it says, as it is right now. */
  readonly images: Readonly<Record<string, Digest>>;
}

/** Equal ingredients give equal identities on every machine: keys and platforms are sorted, nothing else enters. */
export function imageIdentity({
  attributes,
  buildArguments,
  platforms,
  images,
  ...rest
}: ImageIngredients): ImageIdentity {
  const canonical = JSON.stringify([
    'sluice.image-identity/v2',
    rest.tree,
    rest.dockerfile,
    rest.ignored ?? null,
    sorted(attributes),
    sorted(buildArguments),
    [...new Set(platforms)].sort(),
    rest.base ?? null,
    sorted(images),
  ]);
  return digestOf(canonical).slice('sha256:'.length) as ImageIdentity;
}

/** An identity as the digest that it is: of the text that says the ingredients. */
export const identityDigest = (identity: ImageIdentity): Digest => parseDigest(`sha256:${identity}`);

const sorted = (record: Readonly<Record<string, string>>) =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
