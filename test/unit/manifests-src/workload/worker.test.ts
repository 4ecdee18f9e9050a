import { describe, expect, it } from '@jest/globals';
import { type Delivery, delivery } from '../../../../domain/delivery.ts';
import { node } from '../../../../domain/runtime/words.ts';
import { rolling } from '../../../../domain/strategy.ts';
import { type Worker, worker } from '../../../../domain/worker.ts';
import { tierBootstrap } from '../../../../manifests-src/bootstrap/tier-bootstrap.ts';
import { kustomizeTree } from '../../../../manifests-src/kustomize-tree.ts';
import { observabilityFiles } from '../../../../manifests-src/observability/observability-files.ts';
import { buildKustomization } from '../../../../manifests-src/render/build.ts';
import { observedPlatform } from '../../../fixtures/observed-platform.ts';
import { platform } from '../../../fixtures/platform.ts';

const withWorker = (change: Partial<Worker> = {}, of: Delivery = platform) =>
  delivery({
    ...of,
    services: [
      ...of.services,
      {
        ...worker({
          name: 'jobs',
          path: 'jobs',
          test: node({ command: 'node --test' }),
          health: { command: ['node', 'alive.js'] },
          calls: ['ai-agent-api'],
        }),
        ...change,
      },
    ],
  });

const rendered = (change: Partial<Worker> = {}, tier = 'production') => {
  const files = new Map(kustomizeTree(withWorker(change)).map(({ path, content }) => [path, content]));
  return buildKustomization(`examples/ai-agent-platform/k8s/overlays/${tier}/jobs`, (path) => files.get(path));
};
const deployment = (change: Partial<Worker> = {}) => rendered(change).find(({ kind }) => kind === 'Deployment');
const container = (change: Partial<Worker> = {}) => deployment(change)?.['spec'];

describe('the manifests of a worker', () => {
  it('have no Service, and no port', () => {
    expect(rendered().map(({ kind }) => kind)).toEqual(['Deployment', 'PodDisruptionBudget', 'ServiceAccount']);
    expect(JSON.stringify(rendered())).not.toMatch(/"PORT"|"ports"|containerPort|preStop/);
  });

  it('ask its health by a command, and are ready once it has started', () => {
    expect(container()).toMatchObject({
      template: {
        spec: {
          // 20 s to drain and a reserve: no traffic has to find another way first.
          terminationGracePeriodSeconds: 25,
          containers: [
            {
              startupProbe: { exec: { command: ['node', 'alive.js'] }, periodSeconds: 8, failureThreshold: 8 },
              livenessProbe: { exec: { command: ['node', 'alive.js'] }, periodSeconds: 15, failureThreshold: 3 },
            },
          ],
        },
      },
    });
    expect(JSON.stringify(container())).not.toContain('readinessProbe');
    expect(JSON.stringify(container({ health: 'none' }))).not.toMatch(/Probe/);
  });

  it('replace its pods step by step, where the tier is blue-green as well', () => {
    expect(container({ rollout: rolling({ maxSurge: 2, maxUnavailable: 1 }) })).toMatchObject({
      replicas: 2,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: 1 } },
    });
  });

  it('tell its numbers at a port of their own', () => {
    const metrics = { port: 9090, path: '/metrics' };
    expect(container({ metrics })).toMatchObject({
      template: { spec: { containers: [{ ports: [{ name: 'metrics', containerPort: 9090 }] }] } },
    });
    const watched = observabilityFiles(withWorker({ metrics }, observedPlatform));
    const monitor = watched.find(({ path }) => path.endsWith('/production.yaml'))?.content ?? '';
    expect(monitor).toMatch(/kind: PodMonitoring\nmetadata:\n {2}name: jobs\n/);
    expect(monitor).not.toMatch(/service: jobs/);
  });

  it('let nobody in, and it out to what it calls', () => {
    const policyIn = (change: Partial<Worker>) => {
      const made = withWorker(change);
      const [tier] = made.tiers;
      if (tier === undefined) throw new Error('There are tiers.');
      return tierBootstrap(tier, made).find(
        ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'jobs',
      );
    };
    expect(policyIn({})).toMatchObject({ spec: { policyTypes: ['Ingress', 'Egress'], ingress: [] } });
    expect(JSON.stringify(policyIn({}))).toContain('"port":8000');
    expect(policyIn({ metrics: { port: 9090, path: '/metrics' } })).toMatchObject({
      spec: { ingress: [{ ports: [{ port: 9090, protocol: 'TCP' }] }] },
    });
  });

  it('are counted in the quota of the tier, with what it surges', () => {
    const podsWith = (maxSurge: number) => {
      const made = withWorker({ rollout: rolling({ maxSurge }) });
      const production = made.tiers.find(({ name }) => name === 'production');
      if (production === undefined) throw new Error('There is a production.');
      const quota = tierBootstrap(production, made).find(({ kind }) => kind === 'ResourceQuota');
      return JSON.stringify(quota);
    };
    expect(podsWith(1)).toContain('"pods":"15"');
    expect(podsWith(4)).toContain('"pods":"18"');
  });
});
