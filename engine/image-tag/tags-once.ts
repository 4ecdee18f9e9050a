import type { Digest } from '../../domain/digest.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Tag } from '../../domain/tag.ts';
import type { Registry } from '../registry.ts';

/** The two tags of an image: by the commit that asked for it, and by what it was built from. */
export interface ImageTags {
  readonly tag: Tag;
  readonly contentTag: Tag;
}

/** What the two tags name right now; `undefined` is nothing. */
export interface NamedNow {
  readonly ofCommit: Digest | undefined;
  readonly ofContent: Digest | undefined;
}

/** Looks at both tags before either is written. */
export async function namedNow(
  registry: Registry,
  repository: string,
  { tag, contentTag }: ImageTags,
): Promise<NamedNow> {
  const [ofContent, ofCommit] = await Promise.all([
    registry.resolve(repository, contentTag),
    registry.resolve(repository, tag),
  ]);
  return { ofContent, ofCommit };
}

/** @throws Refusal where a tag names something else than it would be written for */
export function demandFree(name: string, now: Digest | undefined, wanted: Digest | undefined): void {
  if (now !== undefined && now !== wanted) throw taken(name, now, wanted);
}

/** Another build of the same content or commit was there first. Which of the two is right is not ours to say. */
const taken = (tag: string, now: Digest, wanted: Digest | undefined): Refusal =>
  new Refusal(
    'tag-taken',
    `${tag} names ${now}, not ${wanted ?? 'an image that is yet to be built'}, and a tag is written once. If another run built at the same time, run this job again; if a base image moved since, push a new commit; otherwise find out who wrote the tag.`,
  );
