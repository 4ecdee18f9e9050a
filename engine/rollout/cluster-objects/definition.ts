import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject } from '../cluster.ts';

/** How far the cluster is with the definition of a kind. */
export type DefinitionState =
  | { readonly kind: 'established' | 'waiting' }
  | { readonly kind: 'rejected'; readonly sentence: string };

/** @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/ */
export function definitionState(definition: KubernetesObject | undefined): DefinitionState {
  const status = definition?.['status'];
  const conditions: unknown = isRecord(status) ? status['conditions'] : undefined;
  const of = (type: string): Readonly<Record<string, unknown>> | undefined =>
    Array.isArray(conditions) ? conditions.filter(isRecord).find((each) => each['type'] === type) : undefined;
  const names = of('NamesAccepted');
  if (names?.['status'] === 'False')
    return { kind: 'rejected', sentence: `${String(names['reason'])}: ${String(names['message'])}` };
  return { kind: of('Established')?.['status'] === 'True' ? 'established' : 'waiting' };
}
