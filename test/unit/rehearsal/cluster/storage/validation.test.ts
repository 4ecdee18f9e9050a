import { describe, expect, it } from '@jest/globals';
import { CONFIG_MAPS, configMap, DEPLOYMENTS, deployment, newStore, refusal, SERVICES } from './manifests.ts';

const service = (spec: Record<string, unknown>) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'api', namespace: 'default' },
  spec,
});
const probe = { httpGet: { path: '/health', port: 8000 } };

describe('validation says what Kubernetes says', () => {
  it.each([
    [
      'no selector',
      { selector: undefined },
      {},
      '[spec.selector: Required value, spec.template.metadata.labels: Invalid value: {"app":"api"}: `selector` does not match template `labels`]',
    ],
    [
      'a selector of nothing',
      { selector: {} },
      {},
      'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
    ],
    [
      'a selector that does not match',
      { selector: { matchLabels: { app: 'other' } } },
      {},
      'spec.template.metadata.labels: Invalid value: {"app":"api"}: `selector` does not match template `labels`',
    ],
    ['negative replicas', { replicas: -1 }, {}, 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
    [
      'no way to progress',
      { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } },
      {},
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0',
    ],
    [
      'a deadline below minReadySeconds',
      { minReadySeconds: 20, progressDeadlineSeconds: 10 },
      {},
      'spec.progressDeadlineSeconds: Invalid value: 10: must be greater than minReadySeconds',
    ],
    ['no image', {}, { image: '' }, 'spec.template.spec.containers[0].image: Required value'],
    [
      'a port beyond the range',
      {},
      { ports: [{ containerPort: 70_000 }] },
      'spec.template.spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
    [
      'a mount of no volume',
      {},
      { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
      'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"',
    ],
    [
      'requests beyond limits',
      {},
      { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } },
      'spec.template.spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
    ],
    [
      'a probe without a handler',
      {},
      { readinessProbe: { periodSeconds: 3 } },
      'spec.template.spec.containers[0].readinessProbe: Required value: must specify a handler type',
    ],
    [
      'a liveness probe that wants two successes',
      {},
      { livenessProbe: { ...probe, successThreshold: 2 } },
      'spec.template.spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1',
    ],
  ])('for %s', (_name, spec, container, problem) => {
    expect(refusal(() => newStore().create(DEPLOYMENTS, deployment('api', spec, container)))).toMatchObject({
      code: 422,
      reason: 'Invalid',
      message: `Deployment.apps "api" is invalid: ${problem}`,
    });
  });

  it('for a changed selector', () => {
    const store = newStore();
    store.create(DEPLOYMENTS, deployment());
    const labels = { app: 'api', more: 'x' };
    const changed = deployment('api', {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'api', image: 'a' }] } },
    });
    expect(refusal(() => store.update(DEPLOYMENTS, changed)).message).toBe(
      'Deployment.apps "api" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"api","more":"x"}}: field is immutable',
    );
  });

  it('for several findings at once', () => {
    const { message } = refusal(() =>
      newStore().create(DEPLOYMENTS, deployment('api', { replicas: -1 }, { image: '' })),
    );
    expect(message).toMatch(
      /^Deployment.apps "api" is invalid: \[spec.replicas: .*, spec.template.spec.containers\[0\].image: .*\]$/,
    );
  });

  it('for a name that is no DNS name', () => {
    expect(refusal(() => newStore().create(CONFIG_MAPS, configMap('Not_A_Name'))).message).toMatch(
      /^ConfigMap "Not_A_Name" is invalid: metadata.name: Invalid value: "Not_A_Name": a lowercase RFC 1123 subdomain must consist of/,
    );
  });

  it('for a change of an immutable ConfigMap', () => {
    const store = newStore();
    const created = store.create(CONFIG_MAPS, { ...configMap('a', { key: '1' }), immutable: true });
    expect(refusal(() => store.update(CONFIG_MAPS, { ...created, data: { key: '2' } })).message).toBe(
      'ConfigMap "a" is invalid: data: Forbidden: field is immutable when `immutable` is set',
    );
  });

  it('for a Service whose ports have no names', () => {
    expect(refusal(() => newStore().create(SERVICES, service({ ports: [{ port: 80 }, { port: 81 }] }))).message).toBe(
      'Service "api" is invalid: [spec.ports[0].name: Required value, spec.ports[1].name: Required value]',
    );
  });
});
