import type { KubernetesObject } from '../kubernetes-object.ts';
import type { Collections } from './collections.ts';
import type { ResourceType } from './resource-type.ts';
export const assertWithinQuota = (_c: Collections, _t: ResourceType, _o: KubernetesObject): void => {};
