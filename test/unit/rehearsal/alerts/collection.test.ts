import { describe, expect, it } from '@jest/globals';
import { kubePrometheusStack } from '../../../../domain/observability/observability.ts';
import { observabilityFiles } from '../../../../manifests-src/observability/observability-files.ts';
import { readCollection } from '../../../../rehearsal/alerts/collection.ts';
import { observedPlatform } from '../../../fixtures/observed-platform.ts';

const { observability } = observedPlatform;
if (observability === undefined) throw new Error('The platform is watched.');
const { kind: _, ...watching } = observability;

const read = (delivery: typeof observedPlatform) => {
  const file = observabilityFiles(delivery).find(({ path }) => path.endsWith('/production.yaml'));
  return readCollection('production.yaml', file?.content ?? '');
};

describe('what a cluster is told to collect and to judge', () => {
  it('is the same for either collector', () => {
    const [managed, own] = [
      observedPlatform,
      { ...observedPlatform, observability: kubePrometheusStack(watching) },
    ].map(read);
    expect(managed?.collectors).toEqual(
      ['ai-agent-api', 'dashboard'].map((job) => ({
        ...{ job, namespace: 'production', port: 'metrics', path: '/metrics', seconds: 30 },
        labels: { 'app.kubernetes.io/name': job },
      })),
    );
    expect(own?.collectors).toEqual(managed?.collectors);
    expect(managed?.groups.map(({ name }) => name)).toContain('dashboard');
    expect(own?.groups.map(({ name }) => name)).toEqual(managed?.groups.map(({ name }) => name));
  });

  it('is the rules as they stand in the file', () => {
    const rule = '{ alert: A, expr: up == 0, for: 2m }';
    const { groups } = readCollection(
      'x',
      `kind: Rules\nspec: { groups: [{ name: g, interval: 30s, rules: [${rule}] }] }`,
    );
    expect(groups).toEqual([{ name: 'g', interval: '30s', rules: [{ alert: 'A', expr: 'up == 0', for: '2m' }] }]);
  });

  it('has the job that a monitor relabels, and else the name of the monitor', () => {
    const jobOf = (relabelings: string) =>
      readCollection(
        'x',
        `kind: PodMonitor\nmetadata: { name: web }\nspec: { podMetricsEndpoints: [{ port: p, relabelings: ${relabelings} }] }`,
      ).collectors.map(({ job }) => job);
    expect(jobOf('[{ targetLabel: x, replacement: y }, { targetLabel: job, replacement: z }]')).toEqual(['z']);
    expect(jobOf('[{ targetLabel: x, replacement: y }]')).toEqual(['web']);
  });

  it('does not leave out what is not understood', () => {
    expect(() => readCollection('a.yaml', 'kind: ServiceMonitor')).toThrow(
      'a.yaml has an object of the kind ServiceMonitor, which no rehearsal knows how to collect by.',
    );
  });
});
