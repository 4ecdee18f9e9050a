import { readFile } from 'node:fs/promises';
import type { Delivery } from '../../../domain/delivery.ts';
import type { KubernetesObject } from '../../../rehearsal/cluster/kubernetes-object.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';
import { smallNodePolicy } from './small-node.ts';

const DEPLOYER = 'rehearsal-deployer';
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
  await kubectl.apply(
    [
      ...objects,
      ...smallNodePolicy(delivery),
      ...names.flatMap((namespace) => deployer(namespace, names[0] ?? namespace)),
    ],
    '--server-side',
  );
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

/** A kubeconfig for jobs, with the rights of the generated Role and no others. On GKE the deployer is a group; here it is a service
 *  account that is bound to the same Role. */
export async function deployerKubeconfig(kubectl: Kubectl, { tiers }: Delivery): Promise<string> {
  const home = tiers[0]?.namespace ?? '';
  const token = (await kubectl('create', 'token', DEPLOYER, '--namespace', home, '--duration=2h')).trim();
  const config = JSON.parse(await readFile(kubectl.kubeconfig, 'utf8')) as Readonly<Record<string, unknown>>;
  return JSON.stringify({ ...config, users: [{ name: 'sluice', user: { token } }] });
}

const deployer = (namespace: string, home: string): readonly object[] => [
  ...(namespace === home
    ? [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: DEPLOYER, namespace: home } }]
    : []),
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: DEPLOYER, namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'sluice-deployer' },
    subjects: [{ kind: 'ServiceAccount', name: DEPLOYER, namespace: home }],
  },
];
