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
