import type { Delivery } from '../../../domain/delivery.ts';
import type { KubernetesObject } from '../../../rehearsal/cluster/kubernetes-object.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';
import { smallNodePolicy } from './small-node.ts';

/** Pods get 30 seconds to end. */
const DELETION_SECONDS = 120;

/** Makes the namespaces of a delivery afresh, as its administrator would: what is left of an earlier rehearsal goes first. */
export async function makeNamespaces(
  kubectl: Kubectl,
  delivery: Delivery,
  objects: readonly KubernetesObject[],
): Promise<void> {
  const names = delivery.tiers.map(({ namespace }) => namespace);
  await kubectl('delete', 'namespace', ...names, '--ignore-not-found', `--timeout=${DELETION_SECONDS}s`);
  await kubectl.apply([...objects, ...smallNodePolicy(delivery)], '--server-side');
}

/** Deletes them without waiting for the pods. */
export async function dropNamespaces(kubectl: Kubectl, { tiers }: Delivery): Promise<void> {
  await kubectl(
    'delete',
    'namespace',
    ...tiers.map(({ namespace }) => namespace),
    '--ignore-not-found',
    '--wait=false',
  );
}
