import type { KubernetesObject } from '../cluster.ts';
import { groupOf } from '../known-kinds.ts';
import { recordAt } from '../object-parts.ts';

/** The two Services that a route leads to while a canary has a share. */
export interface ServiceNames {
  readonly stable: string;
  readonly canary: string;
}

interface BackendRef {
  readonly name: string;
  readonly kind?: string;
  readonly group?: string;
  readonly namespace?: string;
  readonly weight?: number;
  readonly [field: string]: unknown;
}

export interface Rule {
  readonly backendRefs?: readonly BackendRef[];
  readonly [field: string]: unknown;
}

export const isRoute = ({ apiVersion, kind }: KubernetesObject): boolean =>
  kind === 'HTTPRoute' && groupOf(apiVersion) === 'gateway.networking.k8s.io';

export const rulesOf = (route: KubernetesObject | undefined): readonly Rule[] =>
  (route?.['spec'] as { readonly rules?: readonly Rule[] } | undefined)?.rules ?? [];

/** Whether a rule sends traffic to a Service of the namespace; a weight of zero sends none.
 *  @see https://gateway-api.sigs.k8s.io/reference/spec/#backendref */
export const leadsTo = ({ backendRefs = [] }: Rule, service: string, namespace: string | undefined): boolean =>
  backendRefs.some((ref) => isRefTo(ref, service, namespace) && weightOf(ref) > 0);

const isRefTo = (
  { group = '', kind = 'Service', name, namespace }: BackendRef,
  service: string,
  own: string | undefined,
) => group === '' && kind === 'Service' && name === service && (namespace === undefined || namespace === own);

const weightOf = ({ weight = 1 }: BackendRef): number => weight;

/** What the canary gets of the rules that lead to it, in percent: the most of any rule; 0 when none does. */
export function shareIn(route: KubernetesObject | undefined, { canary }: ServiceNames): number {
  const shares = rulesOf(route).map(({ backendRefs = [] }) => {
    const all = backendRefs.reduce((sum, ref) => sum + weightOf(ref), 0);
    const own = backendRefs
      .filter((ref) => isRefTo(ref, canary, route?.metadata.namespace))
      .reduce((sum, ref) => sum + weightOf(ref), 0);
    return all === 0 ? 0 : (100 * own) / all;
  });
  return Math.max(0, ...shares);
}

/** Pure. The route with that share of every rule that leads to the stable Service; without the canary where the share is 0, as the
 *  manifest has it. Everything else stays as it is, and all of it when nothing changes. */
export function withShare(route: KubernetesObject, names: ServiceNames, percent: number): KubernetesObject {
  const { namespace } = route.metadata;
  let changed = false;
  const rules = rulesOf(route).map((rule): Rule => {
    const { backendRefs = [] } = rule;
    const isCanary = (ref: BackendRef) => isRefTo(ref, names.canary, namespace);
    const isStable = (ref: BackendRef) => isRefTo(ref, names.stable, namespace);
    if (percent === 0 ? !backendRefs.some(isCanary) : !leadsTo(rule, names.stable, namespace)) return rule;
    changed = true;
    // Somebody may have led a rule to the canary alone; it must lead somewhere.
    const kept = backendRefs.some(isStable)
      ? backendRefs.filter((ref) => !isCanary(ref))
      : backendRefs.map((ref) => (isCanary(ref) ? { ...ref, name: names.stable } : ref));
    return { ...rule, backendRefs: kept.flatMap((ref) => (isStable(ref) ? split(ref, names, percent) : [ref])) };
  });
  if (!changed) return route;
  return { ...route, spec: { ...recordAt(route, 'spec'), rules } };
}

function split(ref: BackendRef, { canary }: ServiceNames, percent: number): readonly BackendRef[] {
  const { weight: _, ...stable } = ref;
  if (percent === 0) return [stable];
  const [rest, own] = weightsOf(percent);
  return [
    { ...stable, weight: rest },
    { ...stable, name: canary, weight: own },
  ];
}

/** Whole numbers in exactly that proportion: of a hundred where that is enough, for people who read them. */
export function weightsOf(percent: number): readonly [stable: number, canary: number] {
  const whole = Number.isInteger(percent) ? 100 : 10_000;
  const own = Math.round((percent * whole) / 100);
  return [whole - own, own];
}
