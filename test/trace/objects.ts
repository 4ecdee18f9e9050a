import type { JsonObject } from './json.ts';

/** An image that no registry has: pods of it stay Pending. */
export const MISSING_IMAGE =
  'rehearsal.invalid/none@sha256:0000000000000000000000000000000000000000000000000000000000000000';

/** An image with a shell, from wherever the cluster gets short names. The embedded cluster has a script under this name. */
export const SHELL_IMAGE = 'busybox:latest';

export const configMap = (name: string, data: JsonObject = {}, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  data,
});

/** A pod template for pods that no scheduler places, so that no kubelet has work with them. */
export const unplacedTemplate = (app: string, container: JsonObject = {}): JsonObject => ({
  metadata: { labels: { app } },
  spec: {
    nodeSelector: { 'trace.invalid/place': 'nowhere' },
    containers: [{ name: 'main', image: 'main:1', ...container }],
  },
});

export const template = (app: string, container: JsonObject, spec: JsonObject = {}): JsonObject => ({
  metadata: { labels: { app } },
  // Without the token's volume: a kubelet waits for what is in it, and may or may not say so.
  spec: {
    terminationGracePeriodSeconds: 1,
    automountServiceAccountToken: false,
    containers: [{ name: 'main', ...container }],
    ...spec,
  },
});

/** A Deployment of unplaced pods unless `spec` has a template. */
export const deployment = (name: string, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, ...metadata },
  spec: { selector: { matchLabels: { app: name } }, template: unplacedTemplate(name), ...spec },
});

/** A pod that no scheduler looks at. */
export const unplacedPod = (name: string, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ...metadata },
  spec: { schedulerName: 'nobody', containers: [{ name: 'main', image: 'main:1' }], ...spec },
});

export const service = (name: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec,
});

/** A container that ends well after a second, under the name of its script. */
export const ENDS: JsonObject = { name: 'ends', image: SHELL_IMAGE, command: ['sh', '-c', 'sleep 1'] };

/** A container that fails after a second. */
export const FAILS: JsonObject = { name: 'quits', image: SHELL_IMAGE, command: ['sh', '-c', 'sleep 1; exit 3'] };

export const SLEEPS: JsonObject = { image: SHELL_IMAGE, command: ['sleep', '3600'] };

/** A Job of unplaced pods unless `spec` has a template. Its pods are found by the label `job-name`. */
export const job = (name: string, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, ...metadata },
  spec: { template: jobTemplate({ name: 'main', image: 'main:1' }, UNPLACED), ...spec },
});

const UNPLACED: JsonObject = { nodeSelector: { 'trace.invalid/place': 'nowhere' } };

/** A template without labels, for pods that are not restarted. */
export const jobTemplate = (container: JsonObject, spec: JsonObject = {}): JsonObject => ({
  spec: {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 1,
    automountServiceAccountToken: false,
    containers: [container],
    ...spec,
  },
});

/** A StatefulSet or DaemonSet of unplaced pods unless `spec` has a template. */
export const set = (kind: 'StatefulSet' | 'DaemonSet', name: string, spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name },
  spec: { selector: { matchLabels: { app: name } }, template: unplacedTemplate(name), ...spec },
});
