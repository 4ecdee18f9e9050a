import type { Delivery } from '../../../domain/delivery.ts';
import { databasesOf } from '../../../domain/store.ts';
import { startOwnStore } from '../../../rehearsal/data/firestore/own-store.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';
import { CLUSTER } from '../bring-up/layout.ts';
import { podPolicy } from './pod-policy.ts';

/** Tells pods that keep their data in Firestore where it is here. */
const dataPolicy = (delivery: Delivery, host: string): readonly object[] =>
  podPolicy(delivery, {
    name: 'data-of-a-rehearsal',
    condition: {
      name: 'keeps-in-firestore',
      expression:
        'has(object.spec.containers[0].env) && object.spec.containers[0].env.exists(one, one.name == "STORE" && has(one.value) && one.value == "firestore")',
    },
    patch: [
      `JSONPatch{op: "add", path: "/spec/containers/0/env/-", value: Object.spec.containers.env{name: "FIRESTORE_EMULATOR_HOST", value: "${host}"}}`,
    ],
  });

/** A store on this machine that the pods of a tier share, where the delivery has databases.
 *  @returns what ends it */
export async function openData(
  kubectl: Kubectl,
  delivery: Delivery,
  log: (sentence: string) => void,
): Promise<() => Promise<void>> {
  const databases = databasesOf(delivery).map(({ id }) => id);
  if (databases.length === 0) return async () => {};
  const store = startOwnStore(CLUSTER.nodeAddress);
  await kubectl.apply(dataPolicy(delivery, await store.host), '--server-side');
  log(`The databases ${databases.join(', ')} are in the rehearsal's own store, at ${await store.host}.`);
  return () => store.close();
}
