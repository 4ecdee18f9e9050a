import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { DeliveryRoom, image, manifests } from '../delivery-room.ts';

/** A Job `migrate` of this image, marked as one that runs before the pods unless the test marks it otherwise. */
export const job = (name: string, extra = '', phase = 'sluice.dev/phase: pre-deploy') => `---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, labels: { ${phase} }${extra} }
spec:
  template: { spec: { restartPolicy: Never, containers: [{ name: migrate, image: "${image(name)}" }] } }
`;

/** The metadata of the pod of a Job. */
export const podOf = (name: string) => ({
  name: `${name}-x`,
  labels: { 'batch.kubernetes.io/job-name': name },
  ownerReferences: [{ kind: 'Job', name, uid: `Job/${name}`, controller: true }],
});

/** A room where Jobs end three seconds after they were made, as the test says, and how often each ran. */
export function roomOf() {
  const room = new DeliveryRoom({ bad: 'crash' });
  const deployments = room.cluster.react;
  const runs: string[] = [];
  let ends: 'Complete' | 'Failed' | undefined = 'Complete';
  const seen = new Set<string>();
  room.cluster.react = (object: KubernetesObject) => {
    if (object.kind !== 'Job') return deployments(object);
    const { name } = object.metadata;
    if (!room.cluster.objects.has(`Job/${name}`)) {
      seen.delete(name);
      return;
    }
    if (seen.has(name)) return;
    seen.add(name);
    runs.push(name);
    const type = ends;
    if (type === undefined) return;
    room.cluster.clock.after(3_000, () => {
      const now = room.cluster.objects.get(`Job/${name}`);
      const conditions = [
        {
          type,
          status: 'True',
          reason: 'BackoffLimitExceeded',
          message: 'Job has reached the specified backoff limit',
        },
      ];
      room.cluster.put({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: podOf(name),
        spec: { containers: [{ name: 'migrate' }] },
        status: {
          phase: type === 'Failed' ? 'Failed' : 'Succeeded',
          containerStatuses: [
            {
              name: 'migrate',
              ready: false,
              restartCount: 0,
              state: { terminated: { exitCode: type === 'Failed' ? 3 : 0, reason: 'Error' } },
            },
          ],
        },
      });
      if (now !== undefined) room.cluster.put({ ...now, status: { conditions } });
    });
  };
  const set = (next: typeof ends) => {
    ends = next;
  };
  return {
    room,
    runs,
    set,
    roll: (name: string, change: object = {}) =>
      room.rollOut(name, { manifests: manifests(name) + job(name), ...change }),
  };
}
