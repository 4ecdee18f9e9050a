import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject } from '../cluster.ts';
import { groupOf, knownResource } from '../known-kinds.ts';

/** What others need comes first. Objects of kinds that definitions bring come after Kubernetes' own. */
const ORDER = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'RuntimeClass',
  'IngressClass',
  'ClusterRole',
  'ClusterRoleBinding',
];

export const byOrderOfWriting = (a: KubernetesObject, b: KubernetesObject): number => rank(a) - rank(b);

function rank({ apiVersion, kind }: KubernetesObject): number {
  if (knownResource(apiVersion, kind) === undefined) return ORDER.length + 1;
  const place = ORDER.indexOf(kind);
  return place < 0 ? ORDER.length : place;
}

const CALLING = ['admissionregistration.k8s.io', 'apiregistration.k8s.io'];

/** Whether the API server calls a Service of this release for it: before its pods run, every call would fail, and the release would
 *  stand in its own way. Such an object is written when the release is complete.
 *  @see https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/ */
export const isCalledByServer = (object: KubernetesObject, namespace: string, services: readonly string[]): boolean =>
  CALLING.includes(groupOf(object.apiVersion)) &&
  servicesIn(object).some((service) => service.namespace === namespace && services.includes(service.name));

function servicesIn(value: unknown): readonly { readonly namespace: string; readonly name: string }[] {
  if (Array.isArray(value)) return value.flatMap(servicesIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'service' && isRecord(inner) && typeof inner['namespace'] === 'string')
      return [{ namespace: inner['namespace'], name: String(inner['name']) }];
    return key === 'metadata' ? [] : servicesIn(inner);
  });
}
