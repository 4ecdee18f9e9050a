import type { KubernetesObject } from '../kubernetes-object.ts';

interface W {
  readonly manager: string;
  readonly time: string;
  readonly subresource?: 'status' | 'scale' | undefined;
}
export const initialManagedFields = (object: KubernetesObject, _w: W): KubernetesObject => object;
export const managedFieldsAfterUpdate = (_live: KubernetesObject, now: KubernetesObject, _w: W): KubernetesObject =>
  now;
