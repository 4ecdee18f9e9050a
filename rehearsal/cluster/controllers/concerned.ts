import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import type { KubernetesObject, ObjectMeta } from '../kubernetes-object.ts';
import { selects } from './claims.ts';
import { controllerOf } from './controller.ts';
import type { Resource } from './resource.ts';
import { keyOf } from './work-queue.ts';

interface Owner {
  readonly metadata: ObjectMeta;
  readonly spec: { readonly selector?: LabelSelector };
}

/** Whom a change of an object concerns, of the owners of one kind: the one that controls it. What is nobody's concerns whoever selects
 *  it, as he may adopt it or has just given it back.
 *  @returns keys of theirs */
export const concerned = <T extends Owner>(
  kind: string,
  owners: Resource<T>,
  { metadata }: Pick<KubernetesObject, 'metadata'>,
): readonly string[] => {
  const { namespace = '', labels = {} } = metadata;
  const controller = controllerOf({ metadata });
  if (controller !== undefined) return controller.kind === kind ? [`${namespace}/${controller.name}`] : [];
  return owners
    .list({ namespace })
    .filter(({ spec }) => selects(spec.selector ?? {}, labels))
    .map(keyOf);
};
