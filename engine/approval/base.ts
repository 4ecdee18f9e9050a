import type { CommitSha } from '../../domain/commit.ts';

/** What runs of a service: what an approval replaces. Both are unknown where nothing runs, or what Sluice did not write. */
export interface Base {
  readonly service: string;
  readonly commit: CommitSha | undefined;
  readonly release: string | undefined;
}

const NOTHING = 'none';

/** One line of the base that people are shown, as a job hands it on. */
export const baseLine = ({ service, commit, release }: Base): string =>
  [service, commit ?? NOTHING, release ?? NOTHING].join(' ');

/** The commit that people were shown of a service; `undefined` where none was known. @throws where they were shown nothing of it */
export function shownCommit(shown: readonly string[], service: string): string | undefined {
  const [, commit] = shown.map((line) => line.split(' ')).find(([name]) => name === service) ?? [];
  if (commit === undefined) throw new Error(`What people were shown says nothing of ${service}.`);
  return commit === NOTHING ? undefined : commit;
}
