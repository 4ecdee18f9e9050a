import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { ResourceKey } from '../../object-store.ts';
import { list, record, sameJson } from '../../storage/frozen.ts';
import { SERVICES } from '../resource.ts';
import { CERTIFIED, GATEWAYS, POLICIES, ROUTES } from './edge-collections.ts';
import { gatewayTold, isRehearsed, type Knows, parentsOf, policyTold, routeTold, type Told } from './edge-status.ts';

/** What an object's status has to become. */
export interface EdgeStatus {
  readonly key: ResourceKey;
  readonly object: KubernetesObject;
  readonly status: Readonly<Record<string, unknown>>;
}

/** Pure. What the controllers of GKE and of cert-manager have to say anew of the objects of a namespace; nothing where they have said it.
 *  https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources
 *  @param all the objects of a collection that are in the namespace
 *  @param now as Kubernetes writes times */
export function edgeStatuses(
  all: (key: ResourceKey) => readonly KubernetesObject[],
  now: string,
): readonly EdgeStatus[] {
  const named = (key: ResourceKey, name: string): KubernetesObject | undefined =>
    all(key).find(({ metadata }) => metadata.name === name);
  const knows: Knows = (kind, name) => named(kind === 'Gateway' ? GATEWAYS : SERVICES, name) !== undefined;
  const of = (key: ResourceKey, statusOf: (object: KubernetesObject) => EdgeStatus['status'] | undefined) =>
    all(key).flatMap((object): readonly EdgeStatus[] => {
      const status = statusOf(object);
      return status === undefined || isSame(object['status'], status) ? [] : [{ key, object, status }];
    });
  const told = (object: KubernetesObject, all: readonly Told[]): readonly object[] => conditions(all, object, now);
  return [
    ...of(GATEWAYS, (gateway) =>
      isRehearsed(gateway)
        ? { addresses: [{ type: 'IPAddress', value: '127.0.0.1' }], conditions: told(gateway, gatewayTold) }
        : undefined,
    ),
    ...of(ROUTES, (route) => {
      const parents = parentsOf(route).filter((parent) => isRehearsed(named(GATEWAYS, String(record(parent)['name']))));
      const found = { controllerName: 'networking.gke.io/gateway', conditions: told(route, routeTold(route, knows)) };
      return parents.length === 0 ? undefined : { parents: parents.map((parentRef) => ({ parentRef, ...found })) };
    }),
    ...POLICIES.flatMap((key) => of(key, (policy) => ({ conditions: told(policy, policyTold(policy, knows)) }))),
    ...CERTIFIED.flatMap((key) => of(key, (object) => ({ conditions: [...othersIn(object), ...told(object, READY)] }))),
  ];
}

const READY: readonly Told[] = [{ type: 'Ready', status: 'True', reason: 'Ready', message: '' }];

/** Conditions that somebody else has set: cert-manager keeps them. */
const othersIn = (object: KubernetesObject): readonly unknown[] =>
  list(record(object['status'])['conditions']).filter((condition) => record(condition)['type'] !== 'Ready');

const conditions = (told: readonly Told[], { metadata }: KubernetesObject, now: string): readonly object[] =>
  told.map((each) => ({ ...each, observedGeneration: metadata.generation ?? 1, lastTransitionTime: now }));

/** Times aside: what was told is not told again. */
const isSame = (before: unknown, now: unknown): boolean => sameJson(timeless(before), timeless(now));
const timeless = (status: unknown): unknown =>
  JSON.parse(JSON.stringify(status ?? {}, (key, value) => (key === 'lastTransitionTime' ? undefined : value)));
