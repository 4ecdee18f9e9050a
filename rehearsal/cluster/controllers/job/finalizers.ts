import { StatusError } from '../../object-store.ts';
import { selects } from '../claims.ts';
import { type ControlPlane, controllerOf } from '../controller.ts';
import type { Job, Pod, Resource } from '../resource.ts';
import { createWorkQueue, keyOf, splitKey } from '../work-queue.ts';
import { FINALIZER, isTracked } from './job-pods.ts';
import { isFinished } from './status.ts';

/** Lets pods go: those that are counted, and those that nobody will count any more, because their Job is gone or has ended. */
export interface FinalizerKeeper {
  /** @returns whether the pod is free, or gone already. @throws {StatusError} when the API refuses. */
  release(pod: Pod): boolean;
  /** Looks at a pod later, in case it is nobody's. */
  ofPod(pod: Pod): void;
  /** Looks later at all pods of a Job that ended or went. */
  ofJob(job: Job): void;
  close(): void;
}

export const createFinalizerKeeper = (
  { clock }: ControlPlane,
  jobs: Resource<Job>,
  pods: Resource<Pod>,
): FinalizerKeeper => {
  const release = ({ metadata: { namespace = '', name, uid } }: Pod): boolean => {
    const live = pods.get(namespace, name);
    if (live === undefined || live.metadata.uid !== uid || !isTracked(live)) return true;
    const { finalizers = [], ...metadata } = live.metadata;
    const left = finalizers.filter((finalizer) => finalizer !== FINALIZER);
    try {
      pods.update({ ...live, metadata: left.length === 0 ? metadata : { ...metadata, finalizers: left } });
    } catch (error) {
      if (!(error instanceof StatusError) || error.code !== 404) throw error;
    }
    return true;
  };
  const isOrphan = (pod: Pod): boolean => {
    const owner = controllerOf(pod);
    if (owner === undefined) return true;
    if (owner.kind !== 'Job') return false;
    const job = jobs.get(pod.metadata.namespace ?? '', owner.name);
    return job === undefined || job.metadata.uid !== owner.uid || isFinished(job);
  };
  const queue = createWorkQueue(clock, (key) => {
    const pod = pods.get(...splitKey(key));
    if (pod !== undefined && isTracked(pod) && isOrphan(pod)) release(pod);
  });
  return {
    release,
    ofPod(pod) {
      if (isTracked(pod) && isOrphan(pod)) queue.add(keyOf(pod));
    },
    ofJob({ metadata, spec }) {
      for (const pod of pods.list({ namespace: metadata.namespace ?? '' }))
        if (isTracked(pod) && selects(spec.selector ?? {}, pod.metadata.labels ?? {})) queue.add(keyOf(pod));
    },
    close: () => queue.close(),
  };
};
