import type { KubernetesObject } from '../cluster.ts';
import { isJson } from './json.ts';

/** The object with what the server derives from its other fields, and would keep when these change: which traffic a NetworkPolicy is
 *  about. Rules for outgoing traffic that come later would be stored and not followed, and without them all of it would stay shut.
 *  @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/#NetworkPolicySpec (policyTypes) */
export function withDerivedDefaults(object: KubernetesObject): KubernetesObject {
  const { spec } = object;
  if (object.apiVersion !== 'networking.k8s.io/v1' || object.kind !== 'NetworkPolicy') return object;
  if (!isJson(spec) || spec['policyTypes'] !== undefined) return object;
  const { egress } = spec;
  const policyTypes = Array.isArray(egress) && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  return { ...object, spec: { ...spec, policyTypes } };
}
