import type { Clock } from '../../clock.ts';
import { StatusError } from '../../object-store.ts';
import type { PodControl } from '../pod-control.ts';
import { isReadyPod } from '../replica-set/deletion-order.ts';
import type { Job, Pod } from '../resource.ts';
import type { FinalizerKeeper } from './finalizers.ts';
import type { JobLook } from './look.ts';
import { aboutJob, newPodOf } from './new-pod.ts';
import { planOf } from './plan.ts';

export interface Removal {
  readonly gone: number;
  /** How many of them were ready. */
  readonly ready: number;
  readonly refusal: StatusError | undefined;
}

/** How the pods stand after one look. */
export interface PodWork {
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
  /** When to look again, in milliseconds. */
  readonly wait: number | undefined;
  readonly refusal: StatusError | undefined;
}

/** Makes and ends the pods of Jobs. */
export interface JobPodWrites {
  /** Does what the plan for the Job says. */
  work(look: JobLook): PodWork;
  /** @param release whether they are free at once, and so do not count. */
  remove(job: Job, some: readonly Pod[], release: boolean): Removal;
}

export const createJobPodWrites = (control: PodControl, finalizers: FinalizerKeeper, clock: Clock): JobPodWrites => {
  const remove = (job: Job, some: readonly Pod[], release: boolean): Removal => {
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
  const work = (look: JobLook): PodWork => {
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
  return { work, remove };
};
