import type { Pod } from '../resource.ts';
import { judgeFailure } from './failure-policy.ts';
import { countOf } from './indexes.ts';
import { isFailedPod } from './job-pods.ts';
import type { JobLook } from './look.ts';
import { holds, type Why } from './status.ts';
import { successOf } from './success-policy.ts';

/** How a Job is about to end, if it is. `since` tells that its interim condition was written by an earlier look. */
export interface End extends Why {
  readonly kind: 'success' | 'failure';
  readonly isNoted: boolean;
}

const failure = (reason: string, message: string): End => ({ kind: 'failure', reason, message, isNoted: false });

/** What was noted before stays; then failures are looked for, then success by policy. A Job may satisfy several.
 *  kubernetes/pkg/controller/job/job_controller.go, syncJob
 *  @param activeFor how long the Job has been active, in milliseconds. */
export const endOf = (look: JobLook, activeFor: number | undefined): End | undefined =>
  noted(look) ?? byPolicy(look) ?? byLimit(look, activeFor) ?? byIndexes(look) ?? bySuccessPolicy(look);

/** All completions are there, or one where none were asked for. */
export const COMPLETIONS: End = {
  kind: 'success',
  reason: 'CompletionsReached',
  message: 'Reached expected number of succeeded pods',
  isNoted: false,
};

const noted = ({ status }: JobLook): End | undefined => {
  const success = holds(status.conditions, 'SuccessCriteriaMet');
  const target = success ?? holds(status.conditions, 'FailureTarget');
  if (target === undefined) return undefined;
  const { reason = '', message = '' } = target;
  return { kind: success === undefined ? 'failure' : 'success', reason, message, isNoted: true };
};

const byPolicy = ({ job, pods }: JobLook): End | undefined => {
  const messages = pods
    .filter((pod) => isFailedPod(pod, job))
    .map((pod) => judgeFailure(job.spec.podFailurePolicy, pod).failsJob);
  const message = messages.find((one) => one !== undefined);
  return message === undefined ? undefined : failure('PodFailurePolicy', message);
};

const byLimit = ({ job, pods, failed }: JobLook, activeFor: number | undefined): End | undefined => {
  const { backoffLimit = 6, activeDeadlineSeconds, template, suspend } = job.spec;
  const restartsTooOften = template.spec?.restartPolicy === 'OnFailure' && exceeds(restartsOf(pods), backoffLimit);
  if (failed > backoffLimit || restartsTooOften)
    return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  if (activeDeadlineSeconds === undefined || activeFor === undefined || suspend === true) return undefined;
  return activeFor >= activeDeadlineSeconds * 1000
    ? failure('DeadlineExceeded', 'Job was active longer than specified deadline')
    : undefined;
};

/** With a limit of none one restart is too many, else as many as the limit. */
const exceeds = (restarts: number, limit: number): boolean => (limit === 0 ? restarts > 0 : restarts >= limit);

/** Restarts within pods that are there still. */
const restartsOf = (pods: readonly Pod[]): number =>
  pods
    .filter(({ status }) => status?.phase === 'Running' || status?.phase === 'Pending')
    .flatMap(({ status }) => [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])])
    .reduce((sum, { restartCount }) => sum + restartCount, 0);

const byIndexes = ({ job, indexes }: JobLook): End | undefined => {
  if (indexes?.failed === undefined) return undefined;
  const { maxFailedIndexes } = job.spec;
  const failed = countOf(indexes.failed);
  if (maxFailedIndexes !== undefined && failed > maxFailedIndexes)
    return failure('MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes');
  return failed > 0 && failed + countOf(indexes.succeeded) >= indexes.completions
    ? failure('FailedIndexes', 'Job has failed indexes')
    : undefined;
};

const bySuccessPolicy = ({ job, indexes }: JobLook): End | undefined => {
  if (indexes === undefined) return undefined;
  const message = successOf(job.spec.successPolicy, indexes.succeeded, indexes.completions);
  return message === undefined ? undefined : { kind: 'success', reason: 'SuccessPolicy', message, isNoted: false };
};
