import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { ResourceType } from '../resource-type.ts';
export const withDefaults = (_t: ResourceType, object: KubernetesObject): KubernetesObject => object;
