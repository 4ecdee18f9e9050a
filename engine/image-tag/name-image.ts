import type { BaseReference } from '../../domain/base-reference.ts';
import type { CommitSha } from '../../domain/commit.ts';
import { type Digest, isDigest, shortDigest } from '../../domain/digest.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import { imageIdentity } from '../../domain/image-identity.ts';
import { commitTag, contentTag } from '../../domain/tag.ts';
import type { Registry } from '../registry.ts';
import { BASE_ARGUMENT } from './build-arguments.ts';
import { sourceIngredients } from './ingredients.ts';
import { type PinnedImages, pinImages } from './pinned-images.ts';
import type { Source } from './source.ts';
import { freeTags, type ImageTags, taken } from './tags-once.ts';

export interface ImageRequest {
  readonly repository: string;
  readonly commit: CommitSha;
  /** Folder of the service and its Dockerfile, from the root of the repository. */
  readonly folder: string;
  readonly dockerfile: string;
  readonly base: BaseReference | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
  /** Images of the Dockerfile that were looked at before, so that two calls speak of the same bytes. */
  readonly images: PinnedImages;
  /** An image just built from all this, to be tagged; `undefined` to look only. */
  readonly built: Digest | undefined;
}

export interface NamedBuild extends ImageTags {
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly base: DigestReference | undefined;
  /** What the Dockerfile takes from other images, by their names in it. */
  readonly images: PinnedImages;
  /** The image of this identity; `undefined` when there is none yet. */
  readonly image: DigestReference | undefined;
  readonly sentence: string;
}

/** Names the image of a commit by what it is made of, and tells whether somebody built it already. An image that is there carries
 *  both tags afterwards, each written once: a tag that names something else is a refusal, before anything is written. */
export async function nameImage(
  request: ImageRequest,
  { registry, source }: { readonly registry: Registry; readonly source: Source },
): Promise<NamedBuild> {
  const { repository, commit, platforms } = request;
  const { source: dockerfile, ...ingredients } = await sourceIngredients(source, commit, request);
  const base = request.base === undefined ? undefined : await resolveBase(registry, request.base);
  const buildArguments = {
    ...request.buildArguments,
    ...(base === undefined ? {} : { [BASE_ARGUMENT]: formatDigestReference(base) }),
  };
  const images = await pinImages(registry, dockerfile, request.images, { buildArguments, platforms });
  const identity = imageIdentity({
    ...ingredients,
    buildArguments: request.buildArguments,
    platforms,
    base: base?.digest,
    images: Object.fromEntries([...images].map(([name, { digest }]) => [name, digest])),
  });
  const names = { tag: commitTag(commit), contentTag: contentTag(identity) };
  const given = { ...names, base, images, buildArguments };
  const found = await freeTags(registry, repository, names, request.built);
  const digest = found ?? request.built;
  if (digest === undefined) {
    return {
      ...given,
      image: undefined,
      sentence: `${repository} has no image of this content yet; it is to be built.`,
    };
  }
  const image = { repository, digest };
  for (const tag of [names.contentTag, names.tag]) {
    const now = await registry.tag(image, tag);
    if (now !== digest) throw taken(`${repository}:${tag}`, now, digest);
  }
  const what = found === undefined ? 'got the image' : 'has the image of this content already:';
  return { ...given, image, sentence: `${repository} ${what} ${shortDigest(digest)}, tagged ${names.tag}.` };
}

async function resolveBase(registry: Registry, { repository, reference }: BaseReference): Promise<DigestReference> {
  const digest = isDigest(reference) ? reference : await registry.resolve(repository, reference);
  if (digest === undefined) {
    throw new Error(
      `The base image ${repository}:${reference} is not in its registry. Correct "base", or push it first.`,
    );
  }
  return { repository, digest };
}
