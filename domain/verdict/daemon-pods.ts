import type { ControllerRevision, DaemonSet, Pod } from './kubernetes.ts';
import { sameTemplate } from './same-template.ts';

const HASH = 'controller-revision-hash';
const GENERATION = 'pod-template-generation';
const WANTED_GENERATION = 'deprecated.daemonset.template.generation';

/** Which pods of a DaemonSet run the template that is wanted, by its controller's rule: those with the hash of the revision that
 *  keeps this template, or with its generation. A template that comes back has a new generation, and pods that never left it keep
 *  the one they have. Where nobody lets us see revisions the hash is read off the pods, which tells it later.
 *  @param pods all that the set owns
 *  @param revisions those of the set that are seen
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/daemon/util/daemonset_util.go IsPodUpdated */
export function wantedDaemonPods(
  set: DaemonSet,
  pods: readonly Pod[],
  revisions: readonly ControllerRevision[],
): (pod: Pod) => boolean {
  const generation = set.metadata.annotations?.[WANTED_GENERATION];
  const isOfGeneration = (pod: Pod): boolean => generation !== undefined && labelOf(pod, GENERATION) === generation;
  const hash = hashOfTemplate(set, revisions) ?? hashOfPods(set, pods, pods.find(isOfGeneration));
  return (pod) => isOfGeneration(pod) || (hash !== undefined && labelOf(pod, HASH) === hash);
}

/** Of several that keep one template the controller goes by the highest, and deletes the others.
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/daemon/update.go constructHistory */
function hashOfTemplate({ spec }: DaemonSet, revisions: readonly ControllerRevision[]): string | undefined {
  const same = revisions.filter(({ data }) => keeps(data?.spec?.template, spec.template));
  return same.toSorted((a, b) => a.revision - b.revision).at(-1)?.metadata.labels?.[HASH];
}

const keeps = (kept: Template | undefined, template: Template): boolean => {
  const { $patch: _directive, ...own }: Template & { readonly $patch?: string } = kept ?? template;
  return kept !== undefined && sameTemplate(own, template);
};
type Template = DaemonSet['spec']['template'];

/** That of a pod which was made for it, else the one that all have where the controller counts them all as updated without having
 *  made one. */
function hashOfPods({ metadata, status = {} }: DaemonSet, pods: readonly Pod[], made?: Pod): string | undefined {
  if (made !== undefined) return labelOf(made, HASH);
  const { observedGeneration, updatedNumberScheduled: updated = 0, desiredNumberScheduled: desired = 0 } = status;
  if (observedGeneration !== metadata.generation || updated < desired) return undefined;
  const [hash, ...others] = new Set(pods.map((pod) => labelOf(pod, HASH)));
  return others.length === 0 ? hash : undefined;
}

const labelOf = ({ metadata }: Pod, label: string): string | undefined => metadata.labels?.[label];
