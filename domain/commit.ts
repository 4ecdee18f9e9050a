import type { Brand } from './brand.ts';
import { Refusal } from './refusal.ts';

/** The 40 hex characters of a git commit. A shortened one is not a `CommitSha`: two commits can share it. */
export type CommitSha = Brand<string, 'CommitSha'>;

/** @throws Refusal for a commit of a SHA-256 repository: GitHub hosts none, and its half would name another commit */
export function parseCommitSha(text: string): CommitSha {
  if (/^[0-9a-f]{64}$/.test(text))
    throw new Refusal(
      'object-format',
      `"${text}" is a commit of a SHA-256 repository, and GitHub, the tags of images and records know commits of 40 characters. Use a repository with the object format "sha1" (git rev-parse --show-object-format tells).`,
    );
  if (!/^[0-9a-f]{40}$/.test(text)) throw new Error(`"${text}" is not a commit: wanted 40 lower-case hex characters.`);
  return text as CommitSha;
}

export const shortCommit = (commit: CommitSha): string => commit.slice(0, 7);
