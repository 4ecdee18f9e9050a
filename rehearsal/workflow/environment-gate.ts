import type { Clock } from '../cluster/clock.ts';
import type { Environment, PendingDeployment, Repository, WorkflowRun } from '../github/model.ts';
import { admitsRef, refRefusal } from './ref-policy.ts';
import type { WaitReason } from './run-event.ts';

/** What an environment's rules say to a job. */
export type GateAnswer =
  | { readonly kind: 'open' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'cancelled' };

const MINUTE = 60_000;

/** Holds a job until the rules of its environment let it through. Nothing of the job runs meanwhile, and no runner is used. The
 *  timer and the reviewers count at the same time.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments */
export async function passGate(
  environment: Environment,
  job: {
    readonly repository: Pick<Repository, 'protectedBranches'>;
    readonly run: WorkflowRun;
    readonly path: string;
    readonly ref: string;
    readonly clock: Clock;
    readonly cancel: AbortSignal;
    readonly onWait: (reason: WaitReason) => void;
  },
): Promise<GateAnswer> {
  const { name, waitMinutes, reviewers } = environment;
  if (!admitsRef(environment, job.repository, job.ref)) {
    return { kind: 'refused', reason: refRefusal(name, job.ref) };
  }
  const waits: ((stop: AbortSignal) => Promise<GateAnswer>)[] = [];
  if (waitMinutes > 0) waits.push((stop) => passTime(job.clock, waitMinutes * MINUTE, stop));
  if (reviewers.length > 0) waits.push((stop) => askReviewers(environment, job.run, job.path, stop));
  if (waits.length === 0) return { kind: 'open' };
  job.onWait({ for: reviewers.length > 0 ? 'reviewers' : 'timer', environment: name });
  const stopped = new AbortController();
  const answers = waits.map(async (wait) => {
    const answer = await wait(AbortSignal.any([job.cancel, stopped.signal]));
    if (answer.kind === 'refused') stopped.abort();
    return answer;
  });
  const settled = await Promise.all(answers);
  return (
    settled.find(({ kind }) => kind === 'refused') ??
    settled.find(({ kind }) => kind === 'cancelled') ?? { kind: 'open' }
  );
}

const passTime = (clock: Clock, milliseconds: number, stop: AbortSignal): Promise<GateAnswer> =>
  new Promise((resolve) => {
    const callOff = clock.after(milliseconds, () => resolve({ kind: 'open' }));
    whenAborted(stop, () => {
      callOff();
      resolve({ kind: 'cancelled' });
    });
  });

const askReviewers = (
  environment: Environment,
  { pending }: WorkflowRun,
  jobName: string,
  stop: AbortSignal,
): Promise<GateAnswer> =>
  new Promise((resolve) => {
    const request: PendingDeployment = {
      environment,
      jobName,
      answer: ({ user, state, comment }) =>
        resolve(
          state === 'approved'
            ? { kind: 'open' }
            : { kind: 'refused', reason: `${user} rejected the deployment to ${environment.name}: ${comment}` },
        ),
    };
    pending.push(request);
    whenAborted(stop, () => {
      const index = pending.indexOf(request);
      if (index >= 0) pending.splice(index, 1);
      resolve({ kind: 'cancelled' });
    });
  });

function whenAborted(signal: AbortSignal, callback: () => void): void {
  if (signal.aborted) callback();
  else signal.addEventListener('abort', callback, { once: true });
}
