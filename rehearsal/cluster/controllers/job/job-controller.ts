import { claim, claimantOf } from '../claims.ts';
import { concerned } from '../concerned.ts';
import { type Controller, type ControlPlane, controllerOf, timestamp } from '../controller.ts';
import { createEventRecorder } from '../event-recorder.ts';
import { createPodControl } from '../pod-control.ts';
import { JOBS, type Job, PODS, type Pod, resource, sameResource } from '../resource.ts';
import { createWorkQueue, keyOf, splitKey } from '../work-queue.ts';
import { type FailureStreak, NO_FAILURES } from './back-off.ts';
import { endOf } from './end.ts';
import { createFinalizerKeeper } from './finalizers.ts';
import { FINALIZER, isTracked } from './job-pods.ts';
import { type JobLook, lookAt } from './look.ts';
import { createJobPodWrites } from './pod-writes.ts';
import { isFinished } from './status.ts';
import { createJobSteps } from './steps.ts';

/** Changes of pods and of the status are looked at together after this time. */
const BATCH = 1000;
const OWN_NAME = 'kubernetes.io/job-controller';

/** Runs pods to their end, as often as a Job wants.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/job/ */
export const createJobController = (plane: ControlPlane): Controller => {
  const { store, clock } = plane;
  const events = createEventRecorder(plane, 'job-controller');
  const jobs = resource<Job>(store, JOBS);
  const pods = resource<Pod>(store, PODS);
  const finalizers = createFinalizerKeeper(plane, jobs, pods);
  const writes = createJobPodWrites(createPodControl(pods, events), finalizers, clock);
  const steps = createJobSteps({ jobs, events, pods: writes, finalizers, clock });
  const streaks = new Map<string, FailureStreak>();
  const generations = new Map<string, number>();
  const batched = new Map<string, () => void>();

  /** Its pods, ended ones too. One that is adopted is held until it is counted, like its own. */
  const podsOf = (job: Job): readonly Pod[] => {
    const { namespace = '', uid } = job.metadata;
    const all = pods.list({ namespace });
    const owned = new Set(all.filter((pod) => controllerOf(pod)?.uid === uid).map((pod) => pod.metadata.uid));
    return claim(claimantOf('batch/v1', 'Job', job), all, pods).map((pod) => {
      if (owned.has(pod.metadata.uid) || isTracked(pod)) return pod;
      const held = [...(pod.metadata.finalizers ?? []), FINALIZER];
      return pods.update({ ...pod, metadata: { ...pod.metadata, finalizers: held } });
    });
  };
  const sync = (key: string): void => {
    const job = jobs.get(...splitKey(key));
    if (job === undefined || isFinished(job)) {
      streaks.delete(key);
      return;
    }
    if ((job.spec.managedBy ?? OWN_NAME) !== OWN_NAME) return;
    const look = lookAt(job, podsOf(job), streaks.get(key) ?? NO_FAILURES);
    const startTime = look.status.startTime ?? (job.spec.suspend === true ? undefined : timestamp(clock));
    const activeFor = startTime === undefined ? undefined : clock.now() - Date.parse(startTime);
    const end = endOf(look, activeFor);
    if (end === undefined) awaitDeadline(key, look, activeFor);
    const worked = end === undefined ? steps.manage(look, startTime) : steps.stop(look, end, startTime);
    if (worked.wait !== undefined) queue.addAfter(key, Math.max(BATCH, worked.wait));
    steps.track(look, worked, () => void streaks.set(key, look.streak));
    if (worked.refusal !== undefined) throw worked.refusal;
  };
  const awaitDeadline = (key: string, { job }: JobLook, activeFor: number | undefined): void => {
    const { activeDeadlineSeconds, suspend } = job.spec;
    if (activeDeadlineSeconds === undefined || activeFor === undefined || suspend === true) return;
    queue.addAfter(key, activeDeadlineSeconds * 1000 - activeFor);
  };
  const queue = createWorkQueue(clock, sync);
  const later = (key: string): void => {
    if (batched.has(key)) return;
    const cancel = clock.after(BATCH, () => {
      batched.delete(key);
      queue.add(key);
    });
    batched.set(key, cancel);
  };

  const observeJob = (type: string, job: Job): void => {
    const key = keyOf(job);
    const { generation = 0 } = job.metadata;
    if (type === 'DELETED') generations.delete(key);
    if (type === 'DELETED' || isFinished(job)) finalizers.ofJob(job);
    // Whatever a status says was written here, and can wait; a new specification cannot.
    if (type === 'MODIFIED' && generations.get(key) === generation) later(key);
    else queue.add(key);
    if (type !== 'DELETED') generations.set(key, generation);
  };
  const observePod = (pod: Pod): void => {
    finalizers.ofPod(pod);
    for (const one of concerned('Job', jobs, pod)) later(one);
  };

  return {
    observe({ type, key, object }) {
      if (sameResource(key, JOBS)) observeJob(type, jobs.typed(object));
      if (sameResource(key, PODS)) observePod(pods.typed(object));
    },
    close() {
      queue.close();
      finalizers.close();
      for (const cancel of batched.values()) cancel();
    },
  };
};
