import type { Deed } from '../../story/deed.ts';
import type { Role } from '../../story/role.ts';
import type { RunStatement } from '../../story/statement.ts';
import { COMPLETE } from './roles.ts';

/** Three runs that want the same: one has it, and two wait. With two alone nobody could tell a queue from a single place. */
const TURNS = ['first', 'second', 'third'] as const;
const [FIRST, , LAST] = TURNS;

/** Each job of the first run keeps its group until that of the last run waits for it. */
export const held = (jobs: readonly string[]): readonly Role[] =>
  jobs.map((job) => ({ of: FIRST, job, plays: 'is held', until: { of: LAST, job, is: 'waiting' }, outputs: COMPLETE }));

/** Each is done when the jobs of the one before it are where they have to wait. */
export const inTurn = (jobs: readonly string[], deed: Deed): readonly Deed[] =>
  TURNS.map((as, index) => {
    const before = TURNS[index - 1];
    const is = before === FIRST ? 'begun' : 'waiting';
    return before === undefined ? { ...deed, as } : { ...deed, as, when: jobs.map((job) => ({ of: before, job, is })) };
  });

/** One run for each turn. @param run of all but the first, the jobs are queued */
export const runsInTurn = (run: (queued: boolean) => RunStatement): readonly RunStatement[] =>
  TURNS.map((by) => ({ ...run(by !== FIRST), by }));
