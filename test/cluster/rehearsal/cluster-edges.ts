import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../../../domain/delivery.ts';
import { edgesOf } from '../../../domain/edge/tier-edge.ts';
import { nameIn } from '../../../domain/name-in-tier.ts';
import type { TierUrls } from '../../../rehearsal/administrator.ts';
import { INGRESSES } from '../../../rehearsal/cluster/controllers/gateway/edge-collections.ts';
import { edgeStatuses } from '../../../rehearsal/cluster/controllers/gateway/edge-statuses.ts';
import { EDGE_OBJECTS } from '../../../rehearsal/cluster/controllers/gateway/gateway-controller.ts';
import { SERVICES } from '../../../rehearsal/cluster/controllers/resource.ts';
import type { KubernetesObject } from '../../../rehearsal/cluster/kubernetes-object.ts';
import type { ResourceKey } from '../../../rehearsal/cluster/object-store.ts';
import { list, record } from '../../../rehearsal/cluster/storage/frozen.ts';
import { edgeObjects } from '../../../rehearsal/edge/edge-objects.ts';
import { type EdgeDoors, openEdges } from '../../../rehearsal/edge/open-edges.ts';
import type { GroundNeeds } from '../../../rehearsal/ground.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';
import { installGatewayApi } from '../gateway/gateway-api.ts';
import { installGkeKinds } from '../gateway/gke-kinds.ts';

/** Looks this often at what there is. */
const LOOK_EVERY = 1000;

const nothing = async (): Promise<void> => {};

/** Lets the cluster have the kinds of edges, where a tier of the delivery has one. @returns what takes them away */
export async function installEdgeKinds(kubectl: Kubectl, delivery: Delivery): Promise<() => Promise<void>> {
  if (!edgesOf(delivery).some(({ edge }) => edge.kind === 'gateway')) return nothing;
  const removeApi = await installGatewayApi(kubectl);
  try {
    const removeGke = await installGkeKinds(kubectl);
    return async () => void (await Promise.all([removeApi(), removeGke()]));
  } catch (error) {
    await removeApi();
    throw error;
  }
}

/** Edges before the Services of a cluster that has no Google to serve them: the rehearsal's own carry the requests, and say of the
 *  objects what its own controllers say. @param urls where the Services answer, beside any edge */
export async function openClusterEdges(
  kubectl: Kubectl,
  { delivery, network, edges: told, log }: Pick<GroundNeeds, 'delivery' | 'network' | 'edges' | 'log'>,
  urls: TierUrls,
): Promise<{ readonly doors: EdgeDoors; close(): Promise<void> }> {
  const namespaces = edgesOf(delivery).map(({ tier }) => tier.namespace);
  if (namespaces.length === 0) return { doors: new Map(), close: nothing };
  let all = await look(kubectl, delivery);
  const inNamespace =
    (namespace: string) =>
    (key: ResourceKey): readonly KubernetesObject[] =>
      all.filter((one) => one.metadata.namespace === namespace && isOf(key, one));
  const portOf = (namespace: string, service: string): readonly number[] => {
    const tier = delivery.tiers.find((one) => one.namespace === namespace);
    const called = delivery.services.find(({ name }) => tier !== undefined && nameIn(tier, name) === service);
    const url = urls.get(tier?.name ?? '')?.get(called?.name ?? '');
    return url === undefined ? [] : [Number(new URL(url).port)];
  };
  const cluster = {
    tiers: delivery.tiers,
    edge: (namespace: string) => edgeObjects(inNamespace(namespace)),
    targets: portOf,
  };
  const ended = new AbortController();
  const telling = (async () => {
    while (!ended.signal.aborted) {
      try {
        all = await look(kubectl, delivery);
        await Promise.all(namespaces.map((namespace) => tell(kubectl, inNamespace(namespace))));
      } catch (error) {
        // Namespaces go and objects change while one looks at them: the next look is about what is there then.
        if (!ended.signal.aborted) log(`An edge could not be told: ${error instanceof Error ? error.message : error}`);
      }
      await sleep(LOOK_EVERY, undefined, { signal: ended.signal }).catch(() => {});
    }
  })();
  const { doors, close } = await openEdges(delivery, { clusters: [cluster], network, told });
  return {
    doors,
    async close() {
      ended.abort();
      await Promise.all([telling, close()]);
    },
  };
}

const nameOf = ({ group, resource }: ResourceKey): string => (group === '' ? resource : `${resource}.${group}`);

/** Kinds of a collection are called as it is, in small letters and once. */
const isOf = ({ group, resource }: ResourceKey, { apiVersion, kind }: KubernetesObject): boolean =>
  (apiVersion.includes('/') ? apiVersion.split('/')[0] : '') === group &&
  [`${kind.toLowerCase()}s`, `${kind.toLowerCase().slice(0, -1)}ies`, `${kind.toLowerCase()}es`].includes(resource);

/** Everything that is about an edge, in all namespaces. */
async function look(kubectl: Kubectl, delivery: Delivery): Promise<readonly KubernetesObject[]> {
  const kinds = edgesOf(delivery).some(({ edge }) => edge.kind === 'gateway')
    ? EDGE_OBJECTS.filter(({ group }) => group !== 'cert-manager.io')
    : [];
  const names = [SERVICES, INGRESSES, ...kinds].map(nameOf).join(',');
  return list(record(await kubectl.json(names, '--all-namespaces'))['items']).map((item) => item as KubernetesObject);
}

async function tell(kubectl: Kubectl, all: (key: ResourceKey) => readonly KubernetesObject[]): Promise<void> {
  for (const { key, object, status } of edgeStatuses(all, `${new Date().toISOString().slice(0, 19)}Z`))
    await kubectl(
      'patch',
      nameOf(key),
      object.metadata.name,
      ...['--namespace', object.metadata.namespace ?? ''],
      ...['--subresource=status', '--type=merge', `--patch=${JSON.stringify({ status })}`],
    );
}
