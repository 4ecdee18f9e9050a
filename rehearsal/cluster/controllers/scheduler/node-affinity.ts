import type { NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from 'kubernetes-types/core/v1.d.ts';
import type { Node } from '../resource.ts';

/** Whether the pod's node selector and its required node affinity allow the node. Terms are alternatives, and an empty one
 *  allows nothing.
 *  https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/ */
export const allowsNode = (spec: PodSpec, { metadata }: Pick<Node, 'metadata'>): boolean => {
  const labels = metadata.labels ?? {};
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return (
    Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value) &&
    (terms === undefined || terms.some((term) => matchesTerm(term, labels, metadata.name)))
  );
};

type Labels = Readonly<Record<string, string>>;

const matchesTerm = (term: NodeSelectorTerm, labels: Labels, name: string): boolean => {
  const { matchExpressions = [], matchFields = [] } = term;
  return (
    matchExpressions.length + matchFields.length > 0 &&
    matchExpressions.every((one) => matches(one, labels)) &&
    matchFields.every((one) => matches(one, { 'metadata.name': name }))
  );
};

const matches = ({ key, operator, values = [] }: NodeSelectorRequirement, labels: Labels): boolean => {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return Number(value) > Number(values[0]);
    case 'Lt':
      return Number(value) < Number(values[0]);
    default:
      return false;
  }
};
