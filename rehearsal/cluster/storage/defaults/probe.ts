import { type Fields, filled, within } from './fields.ts';

const httpGet = (action: Fields): Fields => filled(action, { path: '/', scheme: 'HTTP' });

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe */
export const probeDefaults = (probe: Fields): Fields =>
  within(
    within(
      filled(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }),
      'httpGet',
      httpGet,
    ),
    'grpc',
    (action) => filled(action, { service: '' }),
  );

/** postStart and preStop hooks. */
export const lifecycleDefaults = (lifecycle: Fields): Fields =>
  ['postStart', 'preStop'].reduce<Fields>(
    (hooks, name) => within(hooks, name, (hook) => within(hook, 'httpGet', httpGet)),
    lifecycle,
  );
