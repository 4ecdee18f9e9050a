import type { Controller, ControlPlane } from './controller.ts';
import { createEventRecorder } from './event-recorder.ts';
import { PERSISTENT_VOLUME_CLAIMS, type PersistentVolumeClaim, resource, sameResource } from './resource.ts';
import { createWorkQueue, keyOf, splitKey } from './work-queue.ts';

/** How often a claim without a volume is looked at again. */
const RESYNC = 15_000;

/** Gives each claim a volume as soon as it is made, or says why it has none. There are neither PersistentVolume nor StorageClass
 *  objects: the volume is a name in its claim.
 *  https://kubernetes.io/docs/concepts/storage/dynamic-provisioning/
 *  @param classes storage classes that give volumes; every claim gets one, unless given. */
export const createVolumeController = (plane: ControlPlane, classes: readonly string[] | undefined): Controller => {
  const claims = resource<PersistentVolumeClaim>(plane.store, PERSISTENT_VOLUME_CLAIMS);
  const events = createEventRecorder(plane, 'persistentvolume-controller');

  const bind = (claim: PersistentVolumeClaim): void => {
    const { accessModes = [], resources } = claim.spec;
    const annotations = {
      ...claim.metadata.annotations,
      'pv.kubernetes.io/bind-completed': 'yes',
      'pv.kubernetes.io/bound-by-controller': 'yes',
    };
    const bound = claims.update({
      ...claim,
      metadata: { ...claim.metadata, annotations },
      spec: { ...claim.spec, volumeName: `pvc-${claim.metadata.uid}` },
    });
    const capacity = { storage: resources?.requests?.['storage'] ?? '0' };
    claims.updateStatus({ ...bound, status: { ...bound.status, phase: 'Bound', accessModes, capacity } });
  };
  const queue = createWorkQueue(plane.clock, (key) => {
    const claim = claims.get(...splitKey(key));
    if (claim === undefined || claim.metadata.deletionTimestamp !== undefined || claim.status?.phase === 'Bound')
      return;
    const { storageClassName = '' } = claim.spec;
    if (classes === undefined || classes.includes(storageClassName)) return bind(claim);
    const about = { ...claim, apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
    if (storageClassName === '') {
      const why = 'no persistent volumes available for this claim and no storage class is set';
      events.normal(about, 'FailedBinding', why);
    } else {
      const why = `storageclass.storage.k8s.io "${storageClassName}" not found`;
      events.warning(about, 'ProvisioningFailed', why);
    }
    queue.addAfter(key, RESYNC);
  });
  return {
    observe({ type, key, object }) {
      if (type === 'ADDED' && sameResource(key, PERSISTENT_VOLUME_CLAIMS)) queue.add(keyOf(object));
    },
    close: () => queue.close(),
  };
};
