import { describe, expect, it } from '@jest/globals';
import type { Subject } from '../../../../../domain/verdict/observation.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { factOf, sightlines } from '../../../../../engine/rollout/watch/facts.ts';

const at = { namespace: 'production', name: 'api' };
const labels = { app: 'api' };
const CERTIFICATE: Subject = { kind: 'Custom', apiVersion: 'cert-manager.io/v1', type: 'Certificate', ...at };

describe('what is watched to judge', () => {
  it.each<readonly [Subject, readonly string[]]>([
    [{ kind: 'Deployment', ...at }, ['apps/v1 Deployment', 'apps/v1 ReplicaSet', 'v1 Pod', 'v1 Event']],
    [{ kind: 'StatefulSet', ...at }, ['apps/v1 StatefulSet', 'v1 Pod', 'v1 Event']],
    [{ kind: 'DaemonSet', ...at }, ['apps/v1 DaemonSet', 'apps/v1 ControllerRevision', 'v1 Pod', 'v1 Event']],
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

  it('of a pod and of an Event only what a verdict reads is kept', () => {
    const [, , pods, events] = sightlines({ kind: 'Deployment', ...at }, labels);
    const seen = (line: typeof pods, object: KubernetesObject) =>
      line && factOf(line, { type: 'changed', object }, { kind: 'Deployment', ...at });
    const metadata = { name: 'api-1', uid: 'u', resourceVersion: '5', labels };
    expect(
      seen(pods, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { ...metadata, generateName: 'api-', managedFields: [{ manager: 'kubelet' }] },
        spec: {
          nodeName: 'node-1',
          tolerations: [{ key: 'node.kubernetes.io/not-ready' }],
          containers: [{ name: 'api', image: 'api@sha256:5', env: [{ name: 'A', value: 'b' }] }],
          volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data', readOnly: false } }, { name: 'tmp' }],
        },
        status: { phase: 'Running', hostIP: '10.0.0.1', conditions: [{ type: 'Ready', status: 'True' }] },
      }),
    ).toEqual({
      type: 'seen',
      object: {
        kind: 'Pod',
        metadata,
        spec: {
          nodeName: 'node-1',
          containers: [{ name: 'api', image: 'api@sha256:5' }],
          volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }, { name: 'tmp' }],
        },
        status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
      },
    });
    const involvedObject = { kind: 'Pod', name: 'api-1', uid: 'u' };
    expect(
      seen(events, {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: 'api-1.1', uid: 'e', resourceVersion: '6' },
        involvedObject: { ...involvedObject, resourceVersion: '4' },
        reason: 'Pulling',
        reportingComponent: 'kubelet',
      }),
    ).toEqual({
      type: 'seen',
      object: {
        kind: 'Event',
        metadata: { name: 'api-1.1', uid: 'e', resourceVersion: '6' },
        involvedObject,
        reason: 'Pulling',
      },
    });
  });
});
