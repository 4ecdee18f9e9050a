import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';
import { podOf } from '../pod-control.ts';
import type { DaemonSet, Pod } from '../resource.ts';
import { withOwnTolerations } from './eligible-nodes.ts';

export const REVISION = 'controller-revision-hash';
const TEMPLATE_GENERATION = 'pod-template-generation';
const GENERATION = 'deprecated.daemonset.template.generation';

/** What a set's events and pods refer to. */
export const aboutSet = (set: DaemonSet) => ({ ...set, apiVersion: 'apps/v1', kind: 'DaemonSet' });

/** A pod for one node. The scheduler binds it, as its affinity allows that node alone.
 *  @param hash of the template's revision */
export const daemonPodOf = (set: DaemonSet, hash: string, node: string): Pod => {
  const { metadata, spec = { containers: [] } } = set.spec.template;
  const generation = set.metadata.annotations?.[GENERATION];
  const labels = {
    ...metadata?.labels,
    ...(generation === undefined ? {} : { [TEMPLATE_GENERATION]: generation }),
    [REVISION]: hash,
  };
  const template = { metadata: { ...metadata, labels }, spec: onlyOn(withOwnTolerations(spec), node) };
  return podOf(aboutSet(set), template, `${set.metadata.name}-`);
};

const onlyOn = (spec: PodSpec, node: string): PodSpec => ({
  ...spec,
  affinity: {
    ...spec.affinity,
    nodeAffinity: {
      ...spec.affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }],
      },
    },
  },
});

/** The node a pod is on, or is meant for. */
export const nodeOf = ({ spec }: Pod): string | undefined => {
  if (spec.nodeName !== undefined) return spec.nodeName;
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const fields = terms.flatMap(({ matchFields = [] }) => matchFields);
  return fields.find(({ key, operator }) => key === 'metadata.name' && operator === 'In')?.values?.[0];
};

/** Whether a pod is of the template as it is. */
export const isUpdated = ({ metadata: { labels = {} } }: Pod, set: DaemonSet, hash: string): boolean => {
  const generation = set.metadata.annotations?.[GENERATION];
  return labels[REVISION] === hash || (generation !== undefined && labels[TEMPLATE_GENERATION] === generation);
};

/** Bound before not bound, then the older. */
export const byAge = (a: Pod, b: Pod): number => {
  const rank = ({ spec, metadata }: Pod): string =>
    `${spec.nodeName === undefined ? 1 : 0} ${metadata.creationTimestamp} ${metadata.name}`;
  return rank(a) < rank(b) ? -1 : 1;
};

/** The pods of each node. Those that have ended and go are nobody's any more. */
export const podsByNode = (pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> => {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    const hasEnded = ['Succeeded', 'Failed'].includes(pod.status?.phase ?? '');
    const node = nodeOf(pod);
    if (node === undefined || (hasEnded && pod.metadata.deletionTimestamp !== undefined)) continue;
    byNode.set(node, [...(byNode.get(node) ?? []), pod]);
  }
  return byNode;
};
