import type { KubernetesObject } from '../kubernetes-object.ts';
export const applyConfiguration = (
  live: KubernetesObject | undefined,
  configuration: KubernetesObject,
  _o: { readonly manager: string; readonly force: boolean; readonly time: string; readonly subresource?: 'status' },
): KubernetesObject => ({ ...live, ...configuration, metadata: { ...live?.metadata, ...configuration.metadata } });
