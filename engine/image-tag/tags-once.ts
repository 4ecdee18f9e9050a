import type { Digest } from '../../domain/digest.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Tag } from '../../domain/tag.ts';
import type { Registry } from '../registry.ts';

/** The two tags of an image: by the commit that asked for it, and by what it was built from. */
export interface ImageTags {
  readonly tag: Tag;
  readonly contentTag: Tag;
}

/** Looks at both tags before either is written. @returns the image that has the content tag, `undefined` when there is none
 *  @throws Refusal where one of them names something else than it would be written for */
export async function freeTags(
  registry: Registry,
  repository: string,
  { tag, contentTag }: ImageTags,
  built: Digest | undefined,
): Promise<Digest | undefined> {
  const [ofContent, ofCommit] = await Promise.all([
    registry.resolve(repository, contentTag),
    registry.resolve(repository, tag),
  ]);
  if (ofContent !== undefined && built !== undefined && ofContent !== built)
    throw taken(`${repository}:${contentTag}`, ofContent, built);
  const wanted = ofContent ?? built;
  if (ofCommit !== undefined && ofCommit !== wanted) throw taken(`${repository}:${tag}`, ofCommit, wanted);
  return ofContent;
}

/** Another build of the same content or commit was there first. Which of the two is right is not ours to say. */
export const taken = (tag: string, now: Digest, wanted: Digest | undefined): Refusal =>
  new Refusal(
    'tag-taken',
    `${tag} names ${now}, not ${wanted ?? 'an image that is yet to be built'}, and a tag is written once. If another run built at the same time, run this job again; if a base image moved since, push a new commit; otherwise find out who wrote the tag.`,
  );
