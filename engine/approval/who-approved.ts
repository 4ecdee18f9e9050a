import type { CommitSha } from '../../domain/commit.ts';
import { type Account, type AskingRun, startersOf } from './account.ts';
import { shownCommit } from './base.ts';
import type { CommitFacts, Commits } from './commits.ts';
import { type Answer, countedYes } from './consent.ts';
import { peopleOf } from './people.ts';

/** What people were asked in this run. */
export interface AskedApproval {
  /** Environment whose reviewers were asked. */
  readonly gate: string;
  /** What ran then, one line a service. */
  readonly shown: readonly string[];
  readonly selfReview: 'refused' | 'allowed';
  readonly head: CommitSha;
}

export interface ApprovalAnswers {
  readonly commits: Commits;
  run(): Promise<AskingRun>;
  answers(): Promise<readonly Answer[]>;
}

/** Who said yes to the rollout of a service, for its evidence: those whose yes has let it go. The rollouts have asked for one before
 *  they wrote anything, so nothing is refused here. */
export async function whoApproved(
  { gate, shown, selfReview, head }: AskedApproval,
  service: string,
  ports: ApprovalAnswers,
): Promise<readonly Account[]> {
  const answers = await ports.answers();
  if (selfReview === 'allowed') return countedYes(gate, { answers, excluded: [] });
  const made = madeSince(shownCommit(shown, service), head, ports.commits);
  const [run, commits] = await Promise.all([ports.run(), made]);
  return countedYes(gate, { answers, excluded: [...startersOf(run), ...peopleOf(commits).accounts] });
}

async function madeSince(base: string | undefined, head: CommitSha, commits: Commits): Promise<readonly CommitFacts[]> {
  if (base === undefined) return commits.broughtBy(head);
  const made = await commits.between(base, head);
  if (made === undefined) throw new Error(`GitHub does not know commit ${base}, so nobody can tell whose yes counted.`);
  return made;
}
