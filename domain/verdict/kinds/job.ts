import { type Condition, conditionOf, type Metadata, type Pod, type PodTemplate } from '../kubernetes.ts';
import type { Progress } from './progress.ts';

export interface Job {
  readonly kind: 'Job';
  readonly metadata: Metadata;
  readonly spec: {
    readonly template: PodTemplate;
    readonly completions?: number;
    readonly parallelism?: number;
    readonly backoffLimit?: number;
    readonly backoffLimitPerIndex?: number;
    readonly podFailurePolicy?: object;
    readonly suspend?: boolean;
  };
  readonly status?: {
    readonly active?: number;
    readonly ready?: number;
    readonly succeeded?: number;
    readonly failed?: number;
    readonly conditions?: readonly Condition[];
  };
}

export function jobProgress(job: Job): Progress {
  const { spec, status } = job;
  const { active = 0, succeeded = 0, failed = 0 } = status ?? {};
  const retried = failed > 0 ? `, ${failed} failed` : '';
  if (conditionOf(job, 'Complete')?.status === 'True')
    return { by: 'status', done: true, lasting: false, words: `is complete: ${succeeded} succeeded${retried}` };
  const held = spec.suspend === true ? ', and it is suspended' : '';
  const words = `has ${succeeded} of ${spec.completions ?? 1} done, ${active} running${retried}${held}`;
  return { by: 'status', done: false, lasting: false, words };
}

/** The condition that says it has failed. `FailureTarget` comes first, while its pods are still being ended.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#terminal-job-conditions */
export const failureOf = (job: Job): Condition | undefined =>
  [conditionOf(job, 'Failed'), conditionOf(job, 'FailureTarget')].find((condition) => condition?.status === 'True');

/** Whether the controller may start another pod after one that failed: retries within `backoffLimit` are its owner's word,
 *  and a try that works heals all before it. Where a policy decides which failures count, only the controller knows.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy */
export function mayTryAgain(job: Job, pods: readonly Pod[]): boolean {
  if (failureOf(job) !== undefined) return false;
  const { template, backoffLimit = 6, backoffLimitPerIndex, podFailurePolicy } = job.spec;
  if (template.spec.restartPolicy !== 'Never' || backoffLimitPerIndex !== undefined || podFailurePolicy !== undefined)
    return true;
  const failed = pods.filter(({ status }) => status?.phase === 'Failed').length;
  return Math.max(failed, job.status?.failed ?? 0) <= backoffLimit;
}

export const isFinished = (job: Job): boolean =>
  failureOf(job) !== undefined || conditionOf(job, 'Complete')?.status === 'True';
