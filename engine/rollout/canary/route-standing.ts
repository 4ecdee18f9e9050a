import type { KubernetesObject } from '../cluster.ts';

/** What the Gateways say about a route as it is now. */
export type Standing = { readonly kind: 'taken' } | { readonly kind: 'refused' | 'unknown'; readonly sentence: string };

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly observedGeneration?: number;
  readonly reason?: string;
  readonly message?: string;
}

interface Parent {
  readonly parentRef?: { readonly name?: string };
  readonly conditions?: readonly Condition[];
}

/** Pure. `taken` when every Gateway that the route names has accepted it in this generation and found its Services; what a Gateway
 *  does afterwards in its own network, nothing tells.
 *  @see https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus */
export function standingOf(route: KubernetesObject): Standing {
  const { name, generation = 0 } = route.metadata;
  const spec = route['spec'] as { readonly parentRefs?: readonly { readonly name: string }[] } | undefined;
  const status = route['status'] as { readonly parents?: readonly Parent[] } | undefined;
  const named = new Set((spec?.parentRefs ?? []).map((parent) => parent.name));
  // What is left of a Gateway that the route does not name any more says nothing.
  const parents = (status?.parents ?? []).filter(({ parentRef }) => named.has(parentRef?.name ?? ''));
  const current = parents.map(({ conditions = [] }) =>
    conditions.filter(({ observedGeneration = 0 }) => observedGeneration >= generation),
  );
  const bad = current
    .flat()
    .find(({ type, status: is }) => (type === 'Accepted' || type === 'ResolvedRefs') && is === 'False');
  if (bad !== undefined)
    return {
      kind: 'refused',
      sentence: `HTTPRoute "${name}" is not served as it is: ${bad.type} is False (${[bad.reason, bad.message].filter(Boolean).join(': ')})`,
    };
  const taken =
    new Set(parents.map(({ parentRef }) => parentRef?.name)).size === named.size &&
    named.size > 0 &&
    current.every((conditions) => conditions.some(({ type, status: is }) => type === 'Accepted' && is === 'True'));
  if (taken) return { kind: 'taken' };
  return {
    kind: 'unknown',
    sentence: `no Gateway has said that it takes HTTPRoute "${name}" as it is now (generation ${generation})`,
  };
}
