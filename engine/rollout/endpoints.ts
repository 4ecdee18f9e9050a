import type { KubernetesObject, Selection } from './cluster.ts';
import { partAt, recordsAt, textAt, textsAt } from './object-parts.ts';

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
  const endpoints = slices.flatMap((slice) => recordsAt(slice, 'endpoints'));
  const isReady = (endpoint: unknown) => partAt(endpoint, 'conditions', 'ready') !== false;
  const nameOfPod = (endpoint: unknown) =>
    textAt(endpoint, 'targetRef', 'name') ?? textsAt(endpoint, 'addresses')[0] ?? '';
  const unready = new Set(endpoints.filter((endpoint) => !isReady(endpoint)).map(nameOfPod));
  return new Set(
    endpoints
      .filter(isReady)
      .map(nameOfPod)
      .filter((name) => !unready.has(name)),
  );
}
