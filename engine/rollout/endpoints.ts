import type { KubernetesObject, Selection } from './cluster.ts';

interface Endpoint {
  readonly addresses: readonly string[];
  readonly conditions?: { readonly ready?: boolean; readonly serving?: boolean; readonly terminating?: boolean };
  readonly targetRef?: { readonly kind?: string; readonly name?: string };
}

/** The slices that say where a Service leads. @see https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/ */
export const slicesOf = (service: string, namespace: string): Selection => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  namespace,
  labels: { 'kubernetes.io/service-name': service },
});

/** Names of the pods that get traffic. A dual-stack Service has a slice for each family: a pod counts once, and only when it is
 *  ready in each of them. An absent `ready` means ready, as the API says. */
export function readyPodsIn(slices: readonly KubernetesObject[]): ReadonlySet<string> {
  const endpoints = slices.flatMap((slice) => (slice['endpoints'] ?? []) as readonly Endpoint[]);
  const isReady = ({ conditions }: Endpoint) => conditions?.ready !== false;
  const nameOfPod = ({ targetRef, addresses }: Endpoint) => targetRef?.name ?? addresses[0] ?? '';
  const unready = new Set(endpoints.filter((endpoint) => !isReady(endpoint)).map(nameOfPod));
  return new Set(
    endpoints
      .filter(isReady)
      .map(nameOfPod)
      .filter((name) => !unready.has(name)),
  );
}
