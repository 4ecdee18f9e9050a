import { describe, expect, it } from '@jest/globals';
import { at, DEPLOYMENTS, deployment, newStore, PODS, pod, SERVICES } from './manifests.ts';

describe('defaults are those of the real API server', () => {
  it('of a Deployment', () => {
    const created = newStore().create(
      DEPLOYMENTS,
      deployment('api', {}, { readinessProbe: { httpGet: { port: 80 } }, ports: [{ containerPort: 80 }] }),
    );
    expect(created['spec']).toEqual({
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      selector: { matchLabels: { app: 'api' } },
      template: {
        metadata: { labels: { app: 'api' } },
        spec: {
          restartPolicy: 'Always',
          terminationGracePeriodSeconds: 30,
          dnsPolicy: 'ClusterFirst',
          securityContext: {},
          schedulerName: 'default-scheduler',
          containers: [
            {
              name: 'api',
              image: 'registry.test/api:1',
              imagePullPolicy: 'IfNotPresent',
              terminationMessagePath: '/dev/termination-log',
              terminationMessagePolicy: 'File',
              resources: {},
              ports: [{ containerPort: 80, protocol: 'TCP' }],
              readinessProbe: {
                httpGet: { port: 80, path: '/', scheme: 'HTTP' },
                timeoutSeconds: 1,
                periodSeconds: 10,
                successThreshold: 1,
                failureThreshold: 3,
              },
            },
          ],
        },
      },
    });
  });

  it.each([
    ['a', 'Always'],
    ['a:latest', 'Always'],
    ['host:5000/a', 'Always'],
    ['host:5000/a:1', 'IfNotPresent'],
    [`a@sha256:${'0'.repeat(64)}`, 'IfNotPresent'],
  ])('the pull policy of %s is %s', (image, policy) => {
    const created = newStore().create(PODS, pod('a', { containers: [{ name: 'a', image }] }));
    expect(at(created, 'spec', 'containers', 0, 'imagePullPolicy')).toBe(policy);
  });

  it('of a Service: an address of its own that a replace keeps', () => {
    const store = newStore();
    const service = (name: string, spec: Record<string, unknown> = {}) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'default' },
      spec: { ports: [{ port: 80 }], ...spec },
    });
    const first = store.create(SERVICES, service('a'));
    const second = store.create(SERVICES, service('b'));
    const headless = store.create(SERVICES, service('c', { clusterIP: 'None' }));
    expect(first['spec']).toEqual({
      type: 'ClusterIP',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      clusterIP: '10.96.0.10',
      clusterIPs: ['10.96.0.10'],
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
    });
    expect([at(second, 'spec', 'clusterIP'), at(headless, 'spec', 'clusterIP')]).toEqual(['10.96.0.11', 'None']);
    expect(at(store.update(SERVICES, service('a', { selector: { app: 'a' } })), 'spec', 'clusterIP')).toBe(
      '10.96.0.10',
    );
  });

  it('of a pod: phase, quality of service, service account, tolerations', () => {
    const created = newStore().create(
      PODS,
      pod('a', { containers: [{ name: 'a', image: 'a', resources: { limits: { cpu: '1', memory: '1Gi' } } }] }),
    );
    expect(created['status']).toEqual({ phase: 'Pending', qosClass: 'Guaranteed' });
    expect(created['spec']).toMatchObject({ serviceAccountName: 'default', serviceAccount: 'default', priority: 0 });
    expect(at(created, 'spec', 'tolerations')).toHaveLength(2);
  });

  it('of a Secret: text becomes data', () => {
    const created = newStore().create(
      { group: '', resource: 'secrets' },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a', namespace: 'default' }, stringData: { key: 'value' } },
    );
    expect([created['type'], created['data'], created['stringData']]).toEqual([
      'Opaque',
      { key: 'dmFsdWU=' },
      undefined,
    ]);
  });
});
