import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { ResourceKey } from '../../object-store.ts';
import { list, record, sameJson } from '../../storage/frozen.ts';
import { type Controller, type ControlPlane, timestamp } from '../controller.ts';
import { SERVICES, sameResource } from '../resource.ts';
import { createWorkQueue } from '../work-queue.ts';
import { CERTIFIED, GATEWAYS, POLICIES, ROUTES } from './edge-collections.ts';
import { gatewayTold, isRehearsed, type Knows, parentsOf, policyTold, routeTold, type Told } from './edge-status.ts';

/** What may be there before the start, Services aside. */
export const EDGE_OBJECTS: readonly ResourceKey[] = [GATEWAYS, ROUTES, ...POLICIES, ...CERTIFIED];
const OBSERVED = [SERVICES, ...EDGE_OBJECTS];

/** Tells of the objects of an edge how they stand, as the controllers of GKE and of cert-manager do; a namespace at a time, for one is about
 *  the other. What becomes of requests is not theirs: `rehearsal/edge` carries them.
 *  https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources */
export const createGatewayController = ({ store, clock }: ControlPlane): Controller => {
  const tell = (key: ResourceKey, object: KubernetesObject, told: readonly Told[], whole: StatusOf): void => {
    const status = whole(conditions(told, object, timestamp(clock)));
    if (!isSame(object['status'], status)) store.update(key, { ...object, status }, { subresource: 'status' });
  };
  const queue = createWorkQueue(clock, (namespace) => {
    const scope = { namespace };
    const knows: Knows = (kind, name) =>
      store.get(kind === 'Gateway' ? GATEWAYS : SERVICES, namespace, name) !== undefined;
    for (const gateway of store.list(GATEWAYS, scope).filter(isRehearsed))
      tell(GATEWAYS, gateway, gatewayTold, (found) => ({
        addresses: [{ type: 'IPAddress', value: '127.0.0.1' }],
        conditions: found,
      }));
    for (const route of store.list(ROUTES, scope)) {
      const parents = parentsOf(route).filter((parent) =>
        isRehearsed(store.get(GATEWAYS, namespace, String(record(parent)['name']))),
      );
      if (parents.length > 0)
        tell(ROUTES, route, routeTold(route, knows), (found) => ({
          parents: parents.map((parentRef) => ({
            parentRef,
            controllerName: 'networking.gke.io/gateway',
            conditions: found,
          })),
        }));
    }
    for (const key of POLICIES)
      for (const policy of store.list(key, scope))
        tell(key, policy, policyTold(policy, knows), (found) => ({ conditions: found }));
    for (const key of CERTIFIED)
      for (const object of store.list(key, scope))
        tell(key, object, [{ type: 'Ready', status: 'True', reason: 'Ready', message: '' }], (found) => ({
          conditions: [...othersIn(object), ...found],
        }));
  });
  return {
    observe({ key, object }) {
      if (OBSERVED.some((each) => sameResource(each, key))) queue.add(object.metadata.namespace ?? '');
    },
    close: () => queue.close(),
  };
};

/** Conditions that somebody else has set: cert-manager keeps them. */
const othersIn = (object: KubernetesObject): readonly unknown[] =>
  list(record(object['status'])['conditions']).filter((condition) => record(condition)['type'] !== 'Ready');

type StatusOf = (conditions: readonly object[]) => Readonly<Record<string, unknown>>;

const conditions = (told: readonly Told[], { metadata }: KubernetesObject, now: string): readonly object[] =>
  told.map((each) => ({ ...each, observedGeneration: metadata.generation ?? 1, lastTransitionTime: now }));

/** Times aside: what was told is not told again. */
const isSame = (before: unknown, now: unknown): boolean => sameJson(timeless(before), timeless(now));
const timeless = (status: unknown): unknown =>
  JSON.parse(JSON.stringify(status ?? {}, (key, value) => (key === 'lastTransitionTime' ? undefined : value)));
