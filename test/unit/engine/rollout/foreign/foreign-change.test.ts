import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { foreignChanges, mayDiffer } from '../../../../../engine/rollout/foreign/foreign-change.ts';

const line = (manager: string, operation: string, fieldsV1: object, time = '2026-11-30T12:00:00Z') => ({
  manager,
  operation,
  time,
  fieldsV1,
});
const OURS = line('sluice', 'Apply', { 'f:data': { 'f:a': {} } });
const config = (data: object, ...managedFields: object[]): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', managedFields },
  data,
});
const written = config({ a: '1', theirs: 'x' }, OURS);
const told = (live: KubernetesObject) =>
  foreignChanges(written, live).map(({ field, by }) => `${field} ${by?.manager ?? 'nobody'}`);

describe('what others have changed of an object', () => {
  it('is a field that we declared, by the writer who owns it now', () => {
    const theirs = line('kubectl-edit', 'Update', { 'f:data': { 'f:a': {} } });
    expect(told(config({ a: '2', theirs: 'x' }, theirs))).toEqual(['data.a kubectl-edit']);
  });

  it('is none where they own other fields, or nobody owns what the server has filled in', () => {
    const theirs = line('kubectl-edit', 'Update', { 'f:data': { 'f:theirs': {}, 'f:more': {} } });
    expect(told(config({ a: '1', theirs: 'y', more: 'z' }, OURS, theirs))).toEqual([]);
    expect(told(config({ a: '2', theirs: 'x' }))).toEqual([]);
  });

  it('is none where this very run has patched it, and one where another Sluice has applied it', () => {
    const phase = line('sluice-phase', 'Update', { 'f:data': { 'f:a': {} } });
    expect(told(config({ a: '2', theirs: 'x' }, phase))).toEqual([]);
    expect(told(config({ a: '2', theirs: 'x' }, OURS))).toEqual(['data.a sluice']);
  });

  it('is a field that is gone, by whoever else wrote the object last, and by nobody where nobody did', () => {
    const early = line('helm', 'Update', { 'f:data': { 'f:theirs': {} } }, '2026-11-30T11:00:00Z');
    const late = line('kubectl-edit', 'Update', { 'f:data': { 'f:theirs': {} } }, '2026-11-30T12:30:00Z');
    expect(told(config({ theirs: 'x' }, early, late))).toEqual(['data.a kubectl-edit']);
    expect(told(config({ theirs: 'x' }))).toEqual(['data.a nobody']);
  });

  it('is not that a workload is paused, scaled, or marked by its controller', () => {
    const declared = line('sluice', 'Apply', { 'f:spec': { 'f:replicas': {}, 'f:paused': {} } });
    const web = (spec: object, annotations: Record<string, string> = {}): KubernetesObject => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', annotations, managedFields: [declared] },
      spec: {
        replicas: 2,
        paused: false,
        template: { metadata: {}, spec: { containers: [{ name: 'web', image: 'a' }] } },
        ...spec,
      },
    });
    expect(mayDiffer(web({}), web({ paused: true }))).toBe(false);
    expect(mayDiffer(web({}), web({ replicas: 3 }))).toBe(false);
    expect(mayDiffer(web({}), web({}, { 'deployment.kubernetes.io/revision': '2' }))).toBe(false);
    expect(mayDiffer(web({}), web({ template: { metadata: {}, spec: { containers: [] } } }))).toBe(true);
  });
});
