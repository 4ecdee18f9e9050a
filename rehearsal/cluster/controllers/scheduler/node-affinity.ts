import type { NodeSelectorTerm, PodSpec } from 'kubernetes-types/core/v1.d.ts';
import { type Labels, takes } from '../../storage/label-requirement.ts';
import type { Node } from '../resource.ts';

/** Whether the pod's node selector and its required node affinity allow the node. Terms are alternatives, and an empty one
 *  allows nothing.
 *  https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/ */
export const allowsNode = (spec: PodSpec, { metadata }: Pick<Node, 'metadata'>): boolean => {
  const labels = metadata.labels ?? {};
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return (
    takes({ matchLabels: spec.nodeSelector ?? {} }, labels) &&
    (terms === undefined || terms.some((term) => matchesTerm(term, labels, metadata.name)))
  );
};

const matchesTerm = (term: NodeSelectorTerm, labels: Labels, name: string): boolean => {
  const { matchExpressions = [], matchFields = [] } = term;
  return (
    matchExpressions.length + matchFields.length > 0 &&
    takes({ matchExpressions }, labels) &&
    takes({ matchExpressions: matchFields }, { 'metadata.name': name })
  );
};
