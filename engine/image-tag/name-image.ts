import type { BaseReference } from '../../domain/base-reference.ts';
import type { CommitSha } from '../../domain/commit.ts';
import { type Digest, isDigest, shortDigest } from '../../domain/digest.ts';
import type { EvidenceRefusal } from '../../domain/evidence/codes.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import { imageIdentity } from '../../domain/image-identity.ts';
import type { Taken } from '../../domain/provenance/statement.ts';
import { commitTag, contentTag } from '../../domain/tag.ts';
import type { Registry } from '../registry.ts';
import type { Made, ProvenBuilds } from './adoption.ts';
import { BASE_ARGUMENT } from './build-arguments.ts';
import { sourceIngredients } from './ingredients.ts';
import { type PinnedImages, pinImages } from './pinned-images.ts';
import type { Source } from './source.ts';
import { demandFree, type ImageTags, namedNow } from './tags-once.ts';

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
  /** What is said to be of this identity, and why it is not used. */
  readonly passedOver: readonly EvidenceRefusal[];
  readonly sentence: string;
}

/** Where images lie, what they are built of, and how builds are proven; without the last, whatever has the tag is used again. */
export interface NamingPorts {
  readonly registry: Registry;
  readonly source: Source;
  readonly builds?: Pick<ProvenBuilds, 'find' | 'say'>;
}

/** Names the image of a commit by what it is made of, and tells whether somebody built it already. An image that is there carries
 *  both tags afterwards, each written once: a tag that names something else is a refusal, before anything is written. Where builds are
 *  proven, the tag of the content proves nothing: what somebody else has called so stays, and is not used. */
export async function nameImage(request: ImageRequest, ports: NamingPorts): Promise<NamedBuild> {
  const { registry, builds } = ports;
  const { repository, built } = request;
  const { made, ...given } = await identified(request, ports);
  const [tag, contentTag] = [given.tag, given.contentTag].map((each) => `${repository}:${each}`);
  const now = await namedNow(registry, repository, given);
  const { digest: found, passedOver } = await (builds?.find(made) ?? { digest: now.ofContent, passedOver: [] });
  if (built !== undefined) demandFree(`${contentTag}`, found, built);
  const digest = found ?? built;
  demandFree(`${tag}`, now.ofCommit, digest);
  if (digest === undefined)
    return { ...given, passedOver, image: undefined, sentence: unbuilt(repository, now.ofContent, passedOver) };
  if (found === undefined) await builds?.say(made, digest);
  const image = { repository, digest };
  for (const each of now.ofContent === undefined ? [given.contentTag, given.tag] : [given.tag])
    demandFree(`${repository}:${each}`, await registry.tag(image, each), digest);
  const what = found === undefined ? 'got the image' : 'has the image of this content already:';
  return {
    ...given,
    passedOver,
    image,
    sentence: `${repository} ${what} ${shortDigest(digest)}, tagged ${given.tag}.`,
  };
}

async function identified(request: ImageRequest, { registry, source }: NamingPorts) {
  const { repository, commit, platforms } = request;
  const { source: dockerfile, places, ...ingredients } = await sourceIngredients(source, commit, request);
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
  const made: Made = { repository, identity, source: places, taken: takenFrom(base, images) };
  return { tag: commitTag(commit), contentTag: contentTag(identity), base, images, buildArguments, made };
}

function unbuilt(repository: string, planted: Digest | undefined, [first]: readonly EvidenceRefusal[]): string {
  if (planted === undefined && first === undefined)
    return `${repository} has no image of this content yet; it is to be built.`;
  const there = planted === undefined ? 'an image' : `the image ${shortDigest(planted)}`;
  const why = first?.sentence ?? 'Nobody who builds for protected branches says that they built it.';
  return `${repository} has ${there} that is said to be of this content, and it is to be built again: ${why}`;
}

const takenFrom = (base: DigestReference | undefined, images: PinnedImages): readonly Taken[] => [
  ...(base === undefined ? [] : [{ name: '', digest: base.digest }]),
  ...[...images].map(([name, { digest }]) => ({ name, digest })).sort((a, b) => (a.name < b.name ? -1 : 1)),
];

async function resolveBase(registry: Registry, { repository, reference }: BaseReference): Promise<DigestReference> {
  const digest = isDigest(reference) ? reference : await registry.resolve(repository, reference);
  if (digest === undefined) {
    throw new Error(
      `The base image ${repository}:${reference} is not in its registry. Correct "base", or push it first.`,
    );
  }
  return { repository, digest };
}
