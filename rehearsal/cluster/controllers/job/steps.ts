import type { Clock } from '../../clock.ts';
import type { StatusError } from '../../object-store.ts';
import { sameJson } from '../../storage/frozen.ts';
import { timestamp } from '../controller.ts';
import type { EventRecorder } from '../event-recorder.ts';
import type { Job, Resource } from '../resource.ts';
import { COMPLETIONS, type End } from './end.ts';
import type { FinalizerKeeper } from './finalizers.ts';
import { isTracked } from './job-pods.ts';
import type { JobLook } from './look.ts';
import { aboutJob } from './new-pod.ts';
import type { JobPodWrites } from './pod-writes.ts';
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
  readonly pods: JobPodWrites;
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

export const createJobSteps = ({ jobs, events, pods, finalizers, clock }: JobStepsOptions): JobSteps => {
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

  return {
    manage(look, startTime) {
      const { job } = look;
      const { wait, refusal, ...numbers } = pods.work(look);
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
      const { gone, ready, refusal } = pods.remove(look.job, look.active, false);
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
      const isOver = end !== undefined && waiting === 0 && !isFull;
      if (isOver) tellEnd(events, job, after, end);
      const last = isOver ? finished(after, end, timestamp(clock)) : after;
      if (!sameJson(before, last)) write(job, last);
    },
  };
};

const finished = (status: JobStatus, end: End, now: string): JobStatus => {
  const type = end.kind === 'success' ? 'Complete' : 'Failed';
  const conditions = ensureCondition(status.conditions, condition(type, 'True', end, now));
  return { ...status, conditions, completionTime: end.kind === 'success' ? now : undefined };
};

const tellEnd = (events: EventRecorder, job: Job, { succeeded }: JobStatus, end: End): void => {
  const about = aboutJob(job);
  if (end.kind === 'failure') {
    events.warning(about, end.reason, end.message);
    return;
  }
  const tooMany = 'Too many succeeded pods running after completion count reached';
  if (succeeded > (job.spec.completions ?? succeeded)) events.warning(about, 'TooManySucceededPods', tooMany);
  events.normal(about, 'Completed', 'Job completed');
};
