import type { Brand } from './brand.ts';

/** The 40 hex characters of a git commit. A shortened one is not a `CommitSha`: two commits can share it. */
export type CommitSha = Brand<string, 'CommitSha'>;

export function parseCommitSha(text: string): CommitSha {
  if (!/^[0-9a-f]{40}$/.test(text)) throw new Error(`"${text}" is not a commit: wanted 40 lower-case hex characters.`);
  return text as CommitSha;
}

export const shortCommit = (commit: CommitSha): string => commit.slice(0, 7);
