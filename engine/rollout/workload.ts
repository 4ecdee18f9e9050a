import { BEARS } from '../../domain/object-words.ts';
import type { PodTemplate, Workload } from '../../domain/verdict/kubernetes.ts';
import type { KubernetesObject } from './cluster.ts';
import { recordAt } from './object-parts.ts';

const KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'] satisfies Workload['kind'][];

/** An object whose rollout is watched, as it is written: without the fields that only a server fills. */
export interface WorkloadManifest extends KubernetesObject {
  readonly kind: Workload['kind'];
  readonly spec: { readonly template: PodTemplate; readonly replicas?: number; readonly [field: string]: unknown };
}

export const isWorkload = (object: KubernetesObject): object is WorkloadManifest =>
  object.apiVersion === 'apps/v1' && KINDS.includes(object.kind) && templateOf(object) !== undefined;

/** A CronJob has no rollout: it makes a Job at each of its times. */
export const isCronJob = ({ apiVersion, kind }: KubernetesObject): boolean =>
  apiVersion === 'batch/v1' && kind === 'CronJob';

/** What the Jobs that come before a release have to be done for. */
export const followsJobs = (object: KubernetesObject): boolean => isWorkload(object) || isCronJob(object);

/** What bears the mark of the state that was written, by which a later run knows what is there: workloads, CronJobs, and the account
 *  that stays of a release of Jobs. */
export const bearsMark = (object: KubernetesObject): boolean =>
  followsJobs(object) || (object.kind === 'ServiceAccount' && object.metadata.annotations?.[BEARS] === 'mark');

/** Where the pods of an object stand in it. */
const templatePath = (object: KubernetesObject): string =>
  isCronJob(object) ? 'spec.jobTemplate.spec.template' : 'spec.template';

export function templateOf(object: KubernetesObject): PodTemplate | undefined {
  const spec = isCronJob(object) ? recordAt(object, 'spec', 'jobTemplate', 'spec') : object['spec'];
  if (typeof spec !== 'object' || spec === null || !('template' in spec)) return undefined;
  const { template } = spec;
  return typeof template === 'object' && template !== null && 'spec' in template
    ? (template as PodTemplate)
    : undefined;
}

/** Container images by path within a workload, a Job or a CronJob. */
export const imagesOf = (object: KubernetesObject): readonly { readonly path: string; readonly image: string }[] =>
  (['initContainers', 'containers'] as const).flatMap((list) =>
    (templateOf(object)?.spec[list] ?? []).map(({ image }, index) => ({
      path: `${templatePath(object)}.spec.${list}[${index}].image`,
      image: image ?? '',
    })),
  );
