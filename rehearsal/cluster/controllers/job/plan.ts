import { BURST } from '../pod-control.ts';
import type { Pod } from '../resource.ts';
import { untilNextTry } from './back-off.ts';
import { firstFree, union, withIndexes } from './indexes.ts';
import { failuresBefore, finishedAt, indexOf, isTerminatingPod, onlyReplacesFailed } from './job-pods.ts';
import type { IndexLook, JobLook } from './look.ts';
import { inRemovalOrder } from './removal-order.ts';

/** What to do about the pods of a Job that goes on: either removing or making, never both in one look. */
export type Plan =
  | { readonly step: 'remove'; readonly pods: readonly Pod[] }
  | { readonly step: 'create'; readonly count: number; readonly indexes: readonly number[] | undefined }
  | { readonly step: 'wait'; readonly milliseconds: number }
  | { readonly step: 'rest' };

const REST: Plan = { step: 'rest' };

/** kubernetes/pkg/controller/job/job_controller.go, manageJob */
export const planOf = (look: JobLook, now: number): Plan => {
  const { job, active, terminating } = look;
  if (job.spec.suspend === true) {
    const pods = tooMany(look, active.length);
    return pods.length === 0 ? REST : { step: 'remove', pods };
  }
  const wanted = wantedActive(look);
  const surplus = tooMany(look, Math.max(0, active.length - wanted)).slice(0, BURST);
  if (surplus.length > 0) return { step: 'remove', pods: surplus };
  const missing = wanted - active.length - (onlyReplacesFailed(job) ? terminating : 0);
  return missing > 0 ? creation(look, Math.min(missing, BURST), now) : REST;
};

/** Never more than completions are left. Without a number of completions the first success ends the making of pods. */
const wantedActive = ({ job, active, succeeded }: JobLook): number => {
  const { completions, parallelism = 1 } = job.spec;
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(parallelism, completions - succeeded));
};

const creation = (look: JobLook, missing: number, now: number): Plan => {
  const { indexes, streak } = look;
  const perIndex = indexes?.failed !== undefined;
  const wait = perIndex ? 0 : untilNextTry(streak, now);
  if (wait > 0) return { step: 'wait', milliseconds: wait };
  if (indexes === undefined) return { step: 'create', count: missing, indexes: undefined };
  const free = freeIndexes(look, indexes, missing);
  if (!perIndex) return free.length === 0 ? REST : { step: 'create', count: free.length, indexes: free };
  const waits = free.map((index) => [index, untilRetry(indexes.delayed.get(index), now)] as const);
  const due = waits.filter(([, left]) => left === 0).map(([index]) => index);
  if (due.length > 0) return { step: 'create', count: due.length, indexes: due };
  return waits.length === 0 ? REST : { step: 'wait', milliseconds: Math.min(...waits.map(([, left]) => left)) };
};

const untilRetry = (failed: Pod | undefined, now: number): number =>
  failed === undefined
    ? 0
    : untilNextTry({ failures: failuresBefore(failed, 'all') + 1, last: finishedAt(failed) }, now);

const freeIndexes = (look: JobLook, { completions, succeeded, failed = [] }: IndexLook, count: number) => {
  const { job, active, pods } = look;
  const leaving = onlyReplacesFailed(job) ? pods.filter(isTerminatingPod) : [];
  const busy = [...active, ...leaving].flatMap((pod) => indexOf(pod, completions) ?? []);
  return firstFree(union(withIndexes(succeeded, busy), failed), count, completions);
};

/** Pods to remove: of an indexed Job all that share an index with another or have none that is wanted, and then as many as are
 *  too many. */
const tooMany = ({ active, indexes }: JobLook, atLeast: number): readonly Pod[] => {
  const astray = indexes === undefined ? [] : astrayOf(active, indexes.completions);
  const left = active.filter((pod) => !astray.includes(pod));
  return [...astray, ...inRemovalOrder(left).slice(0, Math.max(0, atLeast - astray.length))];
};

const astrayOf = (active: readonly Pod[], completions: number): readonly Pod[] => {
  const byIndex = new Map<number | undefined, Pod[]>();
  for (const pod of active) {
    const index = indexOf(pod, completions);
    byIndex.set(index, [...(byIndex.get(index) ?? []), pod]);
  }
  return [...byIndex].flatMap(([index, pods]) => (index === undefined ? pods : inRemovalOrder(pods).slice(0, -1)));
};
