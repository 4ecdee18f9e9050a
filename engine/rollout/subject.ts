import { PHASE } from '../../domain/object-words.ts';
import type { Subject } from '../../domain/verdict/observation.ts';
import type { KubernetesObject } from './cluster.ts';
import { groupOf } from './known-kinds.ts';
import { followsJobs, isWorkload } from './workload.ts';

export const isJob = ({ apiVersion, kind }: KubernetesObject): boolean => apiVersion === 'batch/v1' && kind === 'Job';

/** What pods are made from: their images are asked for, and what they need to start. */
export const makesPods = (object: KubernetesObject): boolean => followsJobs(object) || isJob(object);

export const isPreDeployJob = (object: KubernetesObject): boolean =>
  isJob(object) &&
  [object.metadata.labels, object.metadata.annotations].some((words) => words?.[PHASE] === 'pre-deploy');

const isClaim = ({ apiVersion, kind }: KubernetesObject): boolean =>
  apiVersion === 'v1' && kind === 'PersistentVolumeClaim';

/** Groups of Kubernetes itself have no dot, or end so. @see https://github.com/kubernetes/community/blob/master/sig-architecture/api-review-process.md */
export const isCustom = ({ apiVersion }: KubernetesObject): boolean =>
  /\./.test(groupOf(apiVersion)) && !/\.k8s\.io$/.test(groupOf(apiVersion));

/** Annotation of an object of another controller: `none` writes it and does not wait for it. */
const JUDGE = 'sluice.dev/judge';

/** What there is to judge of an object after its write: workloads, Jobs and claims, and whatever Kubernetes does not bring itself,
 *  by its conditions. `undefined` for what is as it should be once it is written: a Service, a ConfigMap. */
export function subjectOf(object: KubernetesObject, namespace: string): Subject | undefined {
  const { apiVersion, kind, metadata } = object;
  const { name } = metadata;
  if (isWorkload(object)) return { kind: object.kind, name, namespace };
  if (isJob(object)) return { kind: 'Job', name, namespace };
  if (isClaim(object)) return { kind: 'PersistentVolumeClaim', name, namespace };
  return isCustom(object) && metadata.annotations?.[JUDGE] !== 'none'
    ? { kind: 'Custom', apiVersion, type: kind, name, namespace }
    : undefined;
}
