import type { Clock } from '../../clock.ts';
import { StatusError } from '../../object-store.ts';
import { sameJson } from '../../storage/frozen.ts';
import { timestamp } from '../controller.ts';
import type { EventRecorder } from '../event-recorder.ts';
import type { PodControl } from '../pod-control.ts';
import { isReadyPod } from '../replica-set/deletion-order.ts';
import type { Job, Pod, Resource } from '../resource.ts';
import { COMPLETIONS, type End } from './end.ts';
import type { FinalizerKeeper } from './finalizers.ts';
import { isTracked } from './job-pods.ts';
import type { JobLook } from './look.ts';
import { aboutJob, newPodOf } from './new-pod.ts';
import { planOf } from './plan.ts';
import { condition, ensureCondition, type JobStatus, statusOf, storedStatus } from './status.ts';
import { counted, track, withInterim } from './tracking.ts';

/** What one look did about the pods, and how the Job stands after it. */
export interface Worked {
  readonly status: JobStatus;
  readonly end: End | undefined;
  /** When to look again, in milliseconds. */
  readonly wait: number | undefined;
  readonly refusal: StatusError | undefined;
}

export interface JobStepsOptions {
  readonly jobs: Resource<Job>;
  readonly events: EventRecorder;
  readonly control: PodControl;
  readonly finalizers: FinalizerKeeper;
  readonly clock: Clock;
}

/** The writes of the Job controller. */
export interface JobSteps {
  /** Makes and removes pods of a Job that goes on. */
  manage(look: JobLook, startTime: string | undefined): Worked;
  /** Ends the pods of a Job that is about to end. */
  stop(look: JobLook, end: End, startTime: string | undefined): Worked;
  /** Counts what has ended, lets it go, and ends the Job when nothing is left. @param noted called once the status is written. */
  track(look: JobLook, worked: Worked, noted: () => void): void;
}

export const createJobSteps = ({ jobs, events, control, finalizers, clock }: JobStepsOptions): JobSteps => {
  /** @returns how many went, and how many of them were ready. */
  const remove = (job: Job, some: readonly Pod[], release: boolean) => {
    let gone = 0;
    let ready = 0;
    let refusal: StatusError | undefined;
    for (const pod of some) {
      try {
        if (release) finalizers.release(pod);
        control.remove(aboutJob(job), pod);
        gone += 1;
        if (isReadyPod(pod)) ready += 1;
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
        refusal ??= error;
      }
    }
    return { gone, ready, refusal };
  };
  const work = (look: JobLook) => {
    const { job, active, ready, terminating } = look;
    const none = { active: active.length, ready, terminating, wait: undefined, refusal: undefined };
    if (job.metadata.deletionTimestamp !== undefined) return none;
    const plan = planOf(look, clock.now());
    switch (plan.step) {
      case 'rest':
        return none;
      case 'wait':
        return { ...none, wait: plan.milliseconds };
      case 'remove': {
        const { gone, ready: lost, refusal } = remove(job, plan.pods, true);
        return {
          ...none,
          active: active.length - gone,
          ready: ready - lost,
          terminating: terminating + gone,
          refusal,
        };
      }
      case 'create': {
        const wanted = Array.from({ length: plan.count }, (_, position) => {
          const index = plan.indexes?.[position];
          return newPodOf(job, index, index === undefined ? undefined : look.indexes?.delayed.get(index));
        });
        const { made, refusal } = control.create(aboutJob(job), wanted);
        return { ...none, active: active.length + made, refusal };
      }
    }
  };
  /** Notes that a Job is suspended or goes on again, which starts its time anew. */
  const turn = (job: Job, status: JobStatus): JobStatus => {
    const suspended = job.spec.suspend === true;
    const [reason, message] = suspended ? ['JobSuspended', 'Job suspended'] : ['JobResumed', 'Job resumed'];
    const now = timestamp(clock);
    const next = condition('Suspended', suspended ? 'True' : 'False', { reason, message }, now);
    const conditions = ensureCondition(status.conditions, next);
    if (conditions === status.conditions) return status;
    events.normal(aboutJob(job), suspended ? 'Suspended' : 'Resumed', message);
    return { ...status, conditions, startTime: suspended ? undefined : now };
  };
  const write = (job: Job, status: JobStatus): Job => jobs.updateStatus({ ...job, status: storedStatus(status) });

  const flush = (look: JobLook, before: JobStatus, status: JobStatus, noted: () => void): Job => {
    if (sameJson(before, status)) return look.job;
    const written = write(look.job, status);
    noted();
    return written;
  };
  const finish = (job: Job, status: JobStatus, end: End): JobStatus => {
    const now = timestamp(clock);
    const type = end.kind === 'success' ? 'Complete' : 'Failed';
    const conditions = ensureCondition(status.conditions, condition(type, 'True', end, now));
    const { completions } = job.spec;
    if (end.kind === 'failure') events.warning(aboutJob(job), end.reason, end.message);
    else {
      if (completions !== undefined && status.succeeded > completions)
        events.warning(
          aboutJob(job),
          'TooManySucceededPods',
          'Too many succeeded pods running after completion count reached',
        );
      events.normal(aboutJob(job), 'Completed', 'Job completed');
    }
    return { ...status, conditions, completionTime: end.kind === 'success' ? now : undefined };
  };

  return {
    manage(look, startTime) {
      const { job } = look;
      const { wait, refusal, ...numbers } = work(look);
      const status = { ...look.status, ...numbers, startTime };
      const { completions } = job.spec;
      const isComplete =
        numbers.active === 0 && (completions === undefined ? look.succeeded > 0 : look.succeeded >= completions);
      const isGoing = job.metadata.deletionTimestamp === undefined && !isComplete;
      const turned = isGoing ? turn(job, status) : status;
      const end = isComplete ? COMPLETIONS : undefined;
      return { status: turned, end, wait, refusal };
    },
    stop(look, end, startTime) {
      const { gone, ready, refusal } = remove(look.job, look.active, false);
      const status = {
        ...look.status,
        active: look.active.length - gone,
        ready: look.ready - ready,
        terminating: look.terminating + gone,
        startTime,
      };
      // With a pod that could not be told to end the Job cannot be said to be about to end.
      const isStopped = gone === look.active.length;
      return { status, end: isStopped ? end : undefined, wait: undefined, refusal };
    },
    track(look, { status: worked, end }, noted) {
      const held = new Set(look.pods.filter(isTracked).map(({ metadata }) => metadata.uid ?? ''));
      const start = counted(worked, held);
      const { status, released, isFull } = track(look, start, end);
      const job = flush(look, look.status, withInterim(status, end, timestamp(clock)), noted);
      for (const pod of released) if (finalizers.release(pod)) held.delete(pod.metadata.uid ?? '');
      const before = statusOf(job);
      const after = counted(before, held);
      const waiting = after.uncounted.succeeded.length + after.uncounted.failed.length + (after.terminating ?? 0);
      const last = end !== undefined && waiting === 0 && !isFull ? finish(job, after, end) : after;
      if (!sameJson(before, last)) write(job, last);
    },
  };
};
