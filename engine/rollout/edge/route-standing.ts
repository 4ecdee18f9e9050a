import type { KubernetesObject } from '../cluster.ts';
import { numberAt, recordsAt, textAt } from '../object-parts.ts';

/** What the Gateways say about a route as it is now. */
export type Standing = { readonly kind: 'taken' } | { readonly kind: 'refused' | 'unknown'; readonly sentence: string };

/** Pure. `taken` when every Gateway that the route names has accepted it in this generation and found its Services; what a Gateway
 *  does afterwards in its own network, nothing tells.
 *  @see https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus */
export function standingOf(route: KubernetesObject): Standing {
  const { name, generation = 0 } = route.metadata;
  const named = new Set(recordsAt(route, 'spec', 'parentRefs').map((parent) => textAt(parent, 'name') ?? ''));
  // What is left of a Gateway that the route does not name any more says nothing.
  const parents = recordsAt(route, 'status', 'parents').filter((parent) => named.has(gatewayOf(parent)));
  const current = parents.map((parent) =>
    recordsAt(parent, 'conditions').filter((one) => (numberAt(one, 'observedGeneration') ?? 0) >= generation),
  );
  const bad = current
    .flat()
    .find(({ type, status }) => (type === 'Accepted' || type === 'ResolvedRefs') && status === 'False');
  if (bad !== undefined)
    return {
      kind: 'refused',
      sentence: `HTTPRoute "${name}" is not served as it is: ${textAt(bad, 'type')} is False (${[textAt(bad, 'reason'), textAt(bad, 'message')].filter(Boolean).join(': ')})`,
    };
  const taken =
    new Set(parents.map(gatewayOf)).size === named.size &&
    named.size > 0 &&
    current.every((conditions) => conditions.some(({ type, status }) => type === 'Accepted' && status === 'True'));
  if (taken) return { kind: 'taken' };
  return {
    kind: 'unknown',
    sentence: `no Gateway has said that it takes HTTPRoute "${name}" as it is now (generation ${generation})`,
  };
}

const gatewayOf = (parent: Readonly<Record<string, unknown>>): string => textAt(parent, 'parentRef', 'name') ?? '';
