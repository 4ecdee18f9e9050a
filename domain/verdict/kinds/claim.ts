import type { ClusterEvent, Metadata } from '../kubernetes.ts';
import { occurrences, timeOf } from '../observation.ts';
import type { Progress } from './progress.ts';

export interface PersistentVolumeClaim {
  readonly kind: 'PersistentVolumeClaim';
  readonly metadata: Metadata;
  readonly spec: { readonly storageClassName?: string; readonly volumeName?: string };
  readonly status?: { readonly phase?: string };
}

/** A claim whose class binds when its first pod is placed waits for that pod, and has nothing more to do till then.
 *  @see https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode */
export function claimProgress({ spec, status }: PersistentVolumeClaim, events: readonly ClusterEvent[]): Progress {
  const progress = (done: boolean, words: string): Progress => ({ by: 'status', done, words, lasting: false });
  if (status?.phase === 'Bound') return progress(true, `is bound to volume "${spec.volumeName ?? ''}"`);
  if (events.some(({ reason }) => reason === 'WaitForFirstConsumer') && claimTrouble(events) === undefined)
    return progress(true, 'waits for its first pod, as its storage class wants it');
  return progress(false, `is ${(status?.phase ?? 'Pending').toLowerCase()}`);
}

/** What stands in the way of a volume, in the words of who should make one; `undefined` when nobody complained.
 *  A missing class needs no second complaint: nothing makes one appear. Provisioners try again, so they must fail twice.
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/volume/persistentvolume/pv_controller.go */
export function claimTrouble(events: readonly ClusterEvent[]): string | undefined {
  const failed = events.filter(({ reason }) => reason === 'ProvisioningFailed');
  const classless = events.filter(
    ({ reason, message }) =>
      (reason === 'FailedBinding' && /no storage class is set/i.test(message ?? '')) ||
      (reason === 'ProvisioningFailed' && /storageclass\S* "[^"]*" not found/i.test(message ?? '')),
  );
  const told = failed.reduce((sum, event) => sum + occurrences(event), 0) >= 2 ? failed : classless;
  return told.toSorted((a, b) => timeOf(a).localeCompare(timeOf(b))).at(-1)?.message;
}
