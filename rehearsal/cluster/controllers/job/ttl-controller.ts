import type { Controller, ControlPlane } from '../controller.ts';
import { JOBS, type Job, resource, sameResource } from '../resource.ts';
import { createWorkQueue, keyOf, splitKey } from '../work-queue.ts';
import { holds } from './status.ts';

/** Deletes Jobs that have ended, with their pods, when their time to live is over.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/ */
export const createTtlController = ({ store, clock }: ControlPlane): Controller => {
  const jobs = resource<Job>(store, JOBS);
  const queue = createWorkQueue(clock, (key) => {
    const job = jobs.get(...splitKey(key));
    const expiry = job === undefined ? undefined : expiryOf(job);
    if (job === undefined || expiry === undefined) return;
    const left = expiry - clock.now();
    if (left > 0) return queue.addAfter(key, left);
    const { namespace = '', name, uid = '' } = job.metadata;
    jobs.delete(namespace, name, { propagationPolicy: 'Foreground', preconditions: { uid } });
  });
  return {
    observe({ type, key, object }) {
      if (type === 'DELETED' || !sameResource(key, JOBS)) return;
      if (expiryOf(jobs.typed(object)) !== undefined) queue.add(keyOf(object));
    },
    close: () => queue.close(),
  };
};

/** When the Job goes; nothing for one that has not ended, has no time to live, or goes already. */
const expiryOf = ({ metadata, spec, status }: Job): number | undefined => {
  const end = holds(status?.conditions, 'Complete') ?? holds(status?.conditions, 'Failed');
  const { ttlSecondsAfterFinished: seconds } = spec;
  if (seconds === undefined || end?.lastTransitionTime === undefined || metadata.deletionTimestamp !== undefined)
    return undefined;
  return Date.parse(end.lastTransitionTime) + seconds * 1000;
};
