import type { Clock } from '../../../../../rehearsal/cluster/clock.ts';
import type { KubernetesObject } from '../../../../../rehearsal/cluster/kubernetes-object.ts';
import type { ClusterStore } from '../../../../../rehearsal/cluster/storage/cluster-store.ts';
import { createObjectStore } from '../../../../../rehearsal/cluster/storage/store.ts';

export const DEPLOYMENTS = { group: 'apps', resource: 'deployments' };
export const REPLICA_SETS = { group: 'apps', resource: 'replicasets' };
export const PODS = { group: '', resource: 'pods' };
export const SERVICES = { group: '', resource: 'services' };
export const CONFIG_MAPS = { group: '', resource: 'configmaps' };
export const NAMESPACES = { group: '', resource: 'namespaces' };
export const QUOTAS = { group: '', resource: 'resourcequotas' };

/** A clock that stands still unless told. */
export const stillClock = (): Clock & { set(milliseconds: number): void } => {
  let now = Date.parse('2026-11-23T10:00:00Z');
  return { now: () => now, after: () => () => {}, set: (milliseconds) => (now = milliseconds) };
};

export const newStore = (historyLimit?: number): ClusterStore =>
  createObjectStore({ clock: stillClock(), ...(historyLimit === undefined ? {} : { historyLimit }) });

export const deployment = (
  name = 'api',
  spec: Record<string, unknown> = {},
  container: Record<string, unknown> = {},
): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'default', labels: { app: name } },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name, image: 'registry.test/api:1', ...container }] },
    },
    ...spec,
  },
});

export const pod = (
  name: string,
  spec: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', ...metadata },
  spec: { containers: [{ name: 'app', image: 'registry.test/api:1' }], ...spec },
});

export const configMap = (
  name: string,
  data: Record<string, string> = {},
  metadata: Record<string, unknown> = {},
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default', ...metadata },
  ...(Object.keys(data).length === 0 ? {} : { data }),
});

/** The message of the error an action throws; the test fails when it throws none. */
export const refusal = (
  action: () => unknown,
): { readonly code: number; readonly reason: string; readonly message: string } => {
  try {
    action();
  } catch (error) {
    return error as { code: number; reason: string; message: string };
  }
  throw new Error('the action was not refused');
};

/** A part of a manifest by path, for assertions. */
export const at = (object: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, step) => (value as Record<string | number, unknown> | undefined)?.[step], object);
