import { json } from './scripted-server.ts';

/** Pods of the namespace "shop", as a test writes down what the scripted server answers about them. */
export const PODS = '/api/v1/namespaces/shop/pods';
export const pods = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop' } as const;
export const pod = (name: string, resourceVersion: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, uid: name, resourceVersion },
});
export const list = (resourceVersion: string, ...items: unknown[]) =>
  json(200, { kind: 'PodList', metadata: { resourceVersion }, items });
export const status = (code: number, reason: string, message: string, causes: unknown[] = []) => ({
  kind: 'Status',
  code,
  reason,
  message,
  details: { causes },
});
