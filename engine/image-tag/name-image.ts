import type { CommitSha } from '../../domain/commit.ts';
import { type Digest, isDigest, shortDigest } from '../../domain/digest.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import { imageIdentity } from '../../domain/image-identity.ts';
import { commitTag, contentTag, type Tag } from '../../domain/tag.ts';
import type { Registry } from '../registry.ts';
import type { BaseReference } from './base-reference.ts';
import { BASE_ARGUMENT } from './build-arguments.ts';
import { sourceIngredients } from './ingredients.ts';
import type { Source } from './source.ts';

export interface ImageRequest {
  readonly repository: string;
  readonly commit: CommitSha;
  /** Folder of the service and its Dockerfile, from the root of the repository. */
  readonly folder: string;
  readonly dockerfile: string;
  readonly base: BaseReference | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
  /** An image just built from all this, to be tagged; `undefined` to look only. */
  readonly built: Digest | undefined;
}

export interface NamedBuild {
  readonly tag: Tag;
  readonly contentTag: Tag;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly base: DigestReference | undefined;
  /** The image of this identity; `undefined` when there is none yet. */
  readonly image: DigestReference | undefined;
  readonly sentence: string;
}

/** Names the image of a commit by what it is made of, and tells whether somebody built it already. An image that is there carries
 *  both tags afterwards, each written once: when two builds of one identity race, both go on with the one that was first. */
export async function nameImage(
  request: ImageRequest,
  { registry, source }: { readonly registry: Registry; readonly source: Source },
): Promise<NamedBuild> {
  const { repository, commit, platforms } = request;
  const ingredients = await sourceIngredients(source, commit, request);
  const base = request.base === undefined ? undefined : await resolveBase(registry, request.base);
  const identity = imageIdentity({
    ...ingredients,
    buildArguments: request.buildArguments,
    platforms,
    base: base?.digest,
  });
  const names = { tag: commitTag(commit), contentTag: contentTag(identity) };
  const given = {
    ...names,
    base,
    buildArguments: {
      ...request.buildArguments,
      ...(base === undefined ? {} : { [BASE_ARGUMENT]: formatDigestReference(base) }),
    },
  };
  const digest =
    request.built === undefined
      ? await registry.resolve(repository, names.contentTag)
      : await registry.tag({ repository, digest: request.built }, names.contentTag);
  if (digest === undefined) {
    return {
      ...given,
      image: undefined,
      sentence: `${repository} has no image of this content yet; it is to be built.`,
    };
  }
  const image = { repository, digest };
  const tagged = await registry.tag(image, names.tag);
  return { ...given, image, sentence: sentence(image, request.built, names.tag, tagged) };
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

function sentence(
  { repository, digest }: DigestReference,
  built: Digest | undefined,
  tag: Tag,
  tagged: Digest,
): string {
  const what =
    built === undefined
      ? `${repository} has the image of this content already: ${shortDigest(digest)}`
      : built === digest
        ? `${repository} got the image ${shortDigest(digest)}`
        : `${repository} got the image of this content from another build first, so ${shortDigest(digest)} is used and not ${shortDigest(built)}`;
  // A commit whose base moved between two builds has two images; the tag is a label and stays where it was.
  const label =
    tagged === digest
      ? `, tagged ${tag}`
      : `; ${tag} keeps naming ${shortDigest(tagged)}, an earlier build of this commit`;
  return `${what}${label}.`;
}
