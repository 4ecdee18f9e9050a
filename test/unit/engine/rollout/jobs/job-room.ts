import type { RunScript } from '../../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { image, manifests } from '../releases.ts';

/** A Job `migrate` of this image, marked as one that runs before the pods unless the test marks it otherwise. */
export const job = (name: string, extra = '', phase = 'sluice.dev/phase: pre-deploy') => `---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, labels: { ${phase} }${extra} }
spec:
  backoffLimit: 0
  template: { spec: { restartPolicy: Never, containers: [{ name: migrate, image: "${image(name)}" }] } }
`;

/** What a migration does. */
export const SUCCEEDS: RunScript = { exit: { code: 0, after: 3_000 } };
export const FAILS: RunScript = { logs: ['relation "users" exists'], exit: { code: 3, after: 3_000 } };
export const NEVER_STARTS: RunScript = { startAfter: 86_400_000 };
export const NEVER_ENDS: RunScript = {};

/** A room where migrations do as the test says, and how often each Job ran. */
export function roomOf() {
  let migration = SUCCEEDS;
  const room = new DeliveryRoom({ bad: 'crash' }, { containers: { migrate: () => ({ runs: [migration] }) } });
  const runs: string[] = [];
  const seen = new Set<string | undefined>();
  room.observe = ({ kind, metadata: { name, uid } }) => {
    if (kind !== 'Job' || seen.has(uid)) return;
    seen.add(uid);
    runs.push(name);
  };
  return {
    room,
    runs,
    /** From now on. */
    set: (next: RunScript) => {
      migration = next;
    },
    roll: (name: string, change: object = {}) =>
      room.rollOut(name, { manifests: manifests(name) + job(name), ...change }),
  };
}
