import type { DaemonSet, Pod } from './kubernetes.ts';

const HASH = 'controller-revision-hash';
const GENERATION = 'pod-template-generation';
const WANTED_GENERATION = 'deprecated.daemonset.template.generation';

/** Which pods of a DaemonSet run the template that is wanted, by its controller's rule: those with the generation of the template,
 *  or with its hash. A template that comes back has a new generation, and pods that never left it keep the one they have.
 *  No object that we watch has the hash, so it is read off the pods.
 *  @param pods all that the set owns
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/daemon/util/daemonset_util.go IsPodUpdated */
export function wantedDaemonPods(set: DaemonSet, pods: readonly Pod[]): (pod: Pod) => boolean {
  const generation = set.metadata.annotations?.[WANTED_GENERATION];
  const isOfGeneration = (pod: Pod): boolean => labelOf(pod, GENERATION) === generation;
  const made = pods.find(isOfGeneration);
  const hash = made === undefined ? hashOfAll(set, pods) : labelOf(made, HASH);
  return (pod) => isOfGeneration(pod) || (hash !== undefined && labelOf(pod, HASH) === hash);
}

/** The hash that all pods have, where the controller counts them all as updated without having made one. */
function hashOfAll({ metadata, status = {} }: DaemonSet, pods: readonly Pod[]): string | undefined {
  const { observedGeneration, updatedNumberScheduled: updated = 0, desiredNumberScheduled: desired = 0 } = status;
  if (observedGeneration !== metadata.generation || updated < desired) return undefined;
  const [hash, ...others] = new Set(pods.map((pod) => labelOf(pod, HASH)));
  return others.length === 0 ? hash : undefined;
}

const labelOf = ({ metadata }: Pod, label: string): string | undefined => metadata.labels?.[label];
