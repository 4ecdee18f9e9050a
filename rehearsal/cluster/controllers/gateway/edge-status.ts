import type { KubernetesObject } from '../../kubernetes-object.ts';
import { list, record } from '../../storage/frozen.ts';

/** What a controller says of an object. */
export interface Told {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** Whether an object of that kind and name is in the namespace. */
export type Knows = (kind: string, name: string) => boolean;

const CLASS = 'gke-l7-global-external-managed';

const yes = (type: string, reason: string): Told => ({ type, status: 'True', reason, message: '' });
const no = (type: string, reason: string, message: string): Told => ({ type, status: 'False', reason, message });

/** Whether a Gateway is of the class that is rehearsed: whoever has another one has another controller. */
export const isRehearsed = (gateway: KubernetesObject | undefined): boolean =>
  record(gateway?.['spec'])['gatewayClassName'] === CLASS;

export const gatewayTold: readonly Told[] = [yes('Accepted', 'Accepted'), yes('Programmed', 'Programmed')];

/** A policy whose target is not there is accepted by the API server, and attached to nothing. */
export function policyTold(policy: KubernetesObject, knows: Knows): readonly Told[] {
  const { kind, name } = record(record(policy['spec'])['targetRef']);
  return knows(String(kind), String(name))
    ? [yes('Attached', 'Attached')]
    : [no('Attached', 'TargetNotFound', `${String(kind)} "${String(name)}" is not in the namespace`)];
}

/** What the Gateway says of a route: whether it takes it, and whether its Services are there. */
export function routeTold(route: KubernetesObject, knows: Knows): readonly Told[] {
  const missing = list(record(route['spec'])['rules'])
    .flatMap((rule) => list(record(rule)['backendRefs']))
    .map((ref) => String(record(ref)['name']))
    .find((name) => !knows('Service', name));
  return [
    yes('Accepted', 'Accepted'),
    missing === undefined
      ? yes('ResolvedRefs', 'ResolvedRefs')
      : no('ResolvedRefs', 'BackendNotFound', `Service "${missing}" is not in the namespace`),
  ];
}

/** Names of Gateways that a route is for. */
export const parentsOf = (route: KubernetesObject): readonly unknown[] => list(record(route['spec'])['parentRefs']);
