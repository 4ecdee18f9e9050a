import type { PodTemplate, Workload } from '../../domain/verdict/kubernetes.ts';
import type { KubernetesObject } from './cluster.ts';

const KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'] satisfies Workload['kind'][];

/** An object whose rollout is watched, as it is written: without the fields that only a server fills. */
export interface WorkloadManifest extends KubernetesObject {
  readonly kind: Workload['kind'];
  readonly spec: { readonly template: PodTemplate; readonly replicas?: number; readonly [field: string]: unknown };
}

export const isWorkload = (object: KubernetesObject): object is WorkloadManifest =>
  object.apiVersion === 'apps/v1' && KINDS.includes(object.kind) && templateOf(object) !== undefined;

export function templateOf(object: KubernetesObject): PodTemplate | undefined {
  const spec = object['spec'];
  if (typeof spec !== 'object' || spec === null || !('template' in spec)) return undefined;
  const { template } = spec;
  return typeof template === 'object' && template !== null && 'spec' in template
    ? (template as PodTemplate)
    : undefined;
}

/** Container images by path within a workload or a Job. */
export const imagesOf = (object: KubernetesObject): readonly { readonly path: string; readonly image: string }[] =>
  (['initContainers', 'containers'] as const).flatMap((list) =>
    (templateOf(object)?.spec[list] ?? []).map(({ image }, index) => ({
      path: `spec.template.spec.${list}[${index}].image`,
      image: image ?? '',
    })),
  );
