import { describe, expect, it } from '@jest/globals';
import type { Subject } from '../../../../domain/verdict/observation.ts';
import { factOf, sightlines } from '../../../../engine/rollout/facts.ts';

const at = { namespace: 'production', name: 'api' };
const labels = { app: 'api' };
const CERTIFICATE: Subject = { kind: 'Custom', apiVersion: 'cert-manager.io/v1', type: 'Certificate', ...at };

describe('what is watched to judge', () => {
  it.each<readonly [Subject, readonly string[]]>([
    [{ kind: 'Deployment', ...at }, ['apps/v1 Deployment', 'apps/v1 ReplicaSet', 'v1 Pod', 'v1 Event']],
    [{ kind: 'StatefulSet', ...at }, ['apps/v1 StatefulSet', 'v1 Pod', 'v1 Event']],
    [{ kind: 'DaemonSet', ...at }, ['apps/v1 DaemonSet', 'v1 Pod', 'v1 Event']],
    [{ kind: 'Job', ...at }, ['batch/v1 Job', 'v1 Pod', 'v1 Event']],
    [{ kind: 'PersistentVolumeClaim', ...at }, ['v1 PersistentVolumeClaim', 'v1 Event']],
    [CERTIFICATE, ['cert-manager.io/v1 Certificate']],
  ])('%j: nothing that the verdict does not read', (subject, wanted) => {
    const lines = sightlines(subject, labels);
    expect(lines.map(({ selection }) => `${selection.apiVersion} ${selection.kind}`)).toEqual(wanted);
    expect(lines[0]?.selection).toMatchObject(at);
  });

  it('an object of a foreign kind is told under the kind that has rules, and keeps its own name for people', () => {
    const [line] = sightlines(CERTIFICATE, {});
    const object = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'api', uid: 'u', resourceVersion: '5', managedFields: [{ manager: 'sluice' }] },
      status: { conditions: [] },
    };
    const fact = line === undefined ? undefined : factOf(line, { type: 'changed', object }, CERTIFICATE);
    expect(fact).toEqual({
      type: 'seen',
      object: {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Custom',
        type: 'Certificate',
        metadata: { name: 'api', uid: 'u', resourceVersion: '5' },
        status: { conditions: [] },
      },
    });
  });

  it.each([
    ['Pod', 'api-7f6d8c9b5-x2x9p', true],
    ['Deployment', 'api', true],
    ['PersistentVolumeClaim', 'data-api-0', true],
    ['Pod', 'dashboard-x', false],
    ['ConfigMap', 'apiary', false],
  ])('an event about %s %s counts: %s', (kind, name, counts) => {
    const subject: Subject = { kind: 'Deployment', ...at };
    const line = sightlines(subject, labels).find((found) => found.kind === 'Event');
    const metadata = { name: 'e', uid: 'e', resourceVersion: '1' };
    const object = { apiVersion: 'v1', kind: 'Event', metadata, involvedObject: { kind, name, uid: 'x' } };
    const fact = line === undefined ? undefined : factOf(line, { type: 'changed', object }, subject);
    expect(fact !== undefined).toBe(counts);
  });
});
