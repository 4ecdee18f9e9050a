import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject } from '../cluster.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where Kubernetes' own kinds have the pods that they make. */
const POD_SPEC: Readonly<Record<string, readonly string[]>> = {
  'apps/v1/Deployment': ['spec', 'template', 'spec'],
  'apps/v1/StatefulSet': ['spec', 'template', 'spec'],
  'apps/v1/DaemonSet': ['spec', 'template', 'spec'],
  'batch/v1/Job': ['spec', 'template', 'spec'],
  'batch/v1/CronJob': ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** Changes the pods that an object makes. @param change gets their spec and its path: `spec.template.spec` */
export function withPodSpec(
  object: KubernetesObject,
  change: (spec: Fields, path: string) => Fields,
): KubernetesObject {
  const path = POD_SPEC[`${object.apiVersion}/${object.kind}`];
  if (path === undefined) return object;
  const [first = '', ...rest] = path;
  return { ...object, [first]: below(object[first], rest) };

  function below(value: unknown, [step, ...steps]: readonly string[]): unknown {
    if (!isRecord(value)) return value;
    return step === undefined ? change(value, (path ?? []).join('.')) : { ...value, [step]: below(value[step], steps) };
  }
}

/** Changes each item of a list of a pod's spec that is a record. A list that is none stays as it is. */
export function withItems(spec: Fields, list: string, change: (item: Fields, index: number) => Fields): Fields {
  const items: unknown = spec[list];
  if (!Array.isArray(items)) return spec;
  return { ...spec, [list]: items.map((item: unknown, index) => (isRecord(item) ? change(item, index) : item)) };
}
