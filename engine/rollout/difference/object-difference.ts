import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject } from '../cluster.ts';
import { differences, pathText } from '../foreign/field-difference.ts';
import { SERVICE } from '../inventory/service-mark.ts';
import { COMMIT, RELEASE, RUN, STATE } from '../state/annotations.ts';
import { OPERATION } from '../state/operation.ts';

/** One field that would not be as it is. `undefined`: there is none. */
export interface ChangedField {
  /** `spec.template.spec.containers[api].image`. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between an object as it lives and as the server would make it. What a server counts, and what each rollout notes about
 *  itself, is none of it; of a Secret it is told which keys differ, and no value.
 *  @see https://kubernetes.io/docs/reference/kubectl/generated/kubectl_diff/ (which masks Secrets the same way) */
export function changedFields(live: KubernetesObject, then: KubernetesObject): readonly ChangedField[] {
  const isSecret = live.kind === 'Secret';
  return differences(told(live), told(then)).map(({ path, before, after }) => {
    const field = pathText(path);
    return isSecret && /^(data|stringData)\b/.test(field)
      ? { field, before: masked(before), after: masked(after) }
      : { field, before, after };
  });
}

const HIDDEN = '***';

/** Keys are no secret; values are, however short. */
function masked(value: unknown): unknown {
  if (value === undefined) return undefined;
  return isRecord(value) ? Object.fromEntries(Object.keys(value).map((key) => [key, HIDDEN])) : HIDDEN;
}

/** Filled by a server. @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ */
const COUNTED = ['managedFields', 'resourceVersion', 'uid', 'generation', 'creationTimestamp', 'selfLink'];

/** Of every rollout, another one each time; and what kubectl keeps of what it wrote, which may be a Secret. */
const NOTED = [COMMIT, RELEASE, RUN, STATE, OPERATION, SERVICE, 'kubectl.kubernetes.io/last-applied-configuration'];
const ANNOTATION_OF_CONTROLLER = /^deployment\.kubernetes\.io\//;

function told(object: KubernetesObject): Readonly<Record<string, unknown>> {
  const { status: _, metadata, ...content } = object;
  const annotations = Object.entries(metadata.annotations ?? {}).filter(
    ([name]) => !NOTED.includes(name) && !ANNOTATION_OF_CONTROLLER.test(name),
  );
  const kept = Object.entries({ ...metadata, annotations: undefined }).filter(([name]) => !COUNTED.includes(name));
  return {
    ...content,
    metadata: {
      ...Object.fromEntries(kept),
      ...(annotations.length === 0 ? {} : { annotations: Object.fromEntries(annotations) }),
    },
  };
}
