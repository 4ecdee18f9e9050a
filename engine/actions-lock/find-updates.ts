import type { LockedAction } from '../../domain/locked-action.ts';
import type { ActionSource } from './action-source.ts';
import { placeOf } from './read-action.ts';
import { newestTag, tagOf } from './version-tags.ts';

/** A commit that a workflow names for an action, and the comment behind it. */
export interface UsedCommit {
  readonly name: string;
  readonly sha: string;
  readonly comment: string | undefined;
}

/** Another commit for an action, and what made it so. */
export interface Update {
  readonly name: string;
  readonly version: string;
  readonly sha: string;
  /** What people should know of it besides. */
  readonly note: string | undefined;
}

/** Takes a bump that somebody made in a workflow. Bots change the commit and sometimes forget the comment, so what counts is a tag that
 *  names the commit.
 *  @throws a sentence where no tag does */
export async function takeBump(source: ActionSource, { name, sha, comment }: UsedCommit): Promise<Update> {
  const { repository } = placeOf(name);
  if (comment !== undefined && (await source.commitOf(repository, comment)) === sha)
    return { name, version: comment, sha, note: undefined };
  const version = tagOf(sha, await source.tags(repository));
  if (version === undefined)
    throw new Error(
      `${name}@${sha.slice(0, 12)}${comment === undefined ? '' : ` says ${comment} and`} is no commit that a version of ${repository} names: a bump to it is not taken.`,
    );
  return {
    name,
    version,
    sha,
    note: comment === undefined ? undefined : `the comment says ${comment}, and the commit is ${version}`,
  };
}

/** The newest tag of the same major version; a newer major one is told. `undefined` where there is neither.
 *  @param major whether it may be of another major version */
export async function findNewer(
  source: ActionSource,
  name: string,
  { version, sha }: Pick<LockedAction, 'version' | 'sha'>,
  major: boolean,
): Promise<Update | { readonly name: string; readonly onlyMajor: string } | undefined> {
  const tags = await source.tags(placeOf(name).repository);
  const newest = newestTag(version, tags, major);
  if (newest !== undefined && newest.commit !== sha)
    return { name, version: newest.tag, sha: newest.commit, note: undefined };
  const beyond = newestTag(version, tags, true);
  return beyond === undefined ? undefined : { name, onlyMajor: beyond.tag };
}
