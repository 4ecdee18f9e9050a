import type { Delivery } from '../../../domain/delivery.ts';
import { databasesOf } from '../../../domain/store.ts';
import { startOwnStore } from '../../../rehearsal/data/firestore/own-store.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';
import { CLUSTER } from '../bring-up/layout.ts';

const NAME = 'data-of-a-rehearsal';

/** Tells pods that keep their data in Firestore where it is here, whatever their templates say.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/ */
const dataPolicy = ({ tiers }: Delivery, host: string): readonly object[] => [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicy',
    metadata: { name: NAME },
    spec: {
      matchConstraints: {
        namespaceSelector: {
          matchExpressions: [{ key: 'environment', operator: 'In', values: tiers.map(({ name }) => name) }],
        },
        resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      },
      matchConditions: [
        {
          name: 'keeps-in-firestore',
          expression:
            'has(object.spec.containers[0].env) && object.spec.containers[0].env.exists(one, one.name == "STORE" && has(one.value) && one.value == "firestore")',
        },
      ],
      reinvocationPolicy: 'Never',
      failurePolicy: 'Fail',
      mutations: [
        {
          patchType: 'JSONPatch',
          jsonPatch: {
            expression: `[JSONPatch{op: "add", path: "/spec/containers/0/env/-", value: Object.spec.containers.env{name: "FIRESTORE_EMULATOR_HOST", value: "${host}"}}]`,
          },
        },
      ],
    },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name: NAME },
    spec: { policyName: NAME },
  },
];

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
