import type { Manifest } from '../../cluster/scenarios/workload.ts';
import type { Limits } from './bench-class.ts';

/** Annotation of pod templates by which a release is known again, whatever it differs in. */
export const MARK = 'bench.test/release';
export type Mark = 'before' | 'after';

interface WithTemplate {
  readonly template: { readonly metadata?: { readonly annotations?: object }; readonly spec: unknown };
}

const WORKLOADS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** The objects as everybody gets them: pod templates marked, Deployments with the deadline of the class; pure. */
export function marked(objects: readonly Manifest[], mark: Mark, { deadline }: Limits): readonly Manifest[] {
  return objects.map((object) => {
    if (!WORKLOADS.includes(object.kind)) return object;
    const { progressDeadlineSeconds, ...spec } = object.spec as WithTemplate & {
      readonly progressDeadlineSeconds?: number;
    };
    const { metadata, ...template } = spec.template;
    const annotations = { ...metadata?.annotations, [MARK]: mark };
    return {
      ...object,
      spec: {
        ...spec,
        ...(object.kind === 'Deployment' && deadline !== undefined ? { progressDeadlineSeconds: deadline } : {}),
        template: { ...template, metadata: { ...metadata, annotations } },
      },
    };
  });
}
