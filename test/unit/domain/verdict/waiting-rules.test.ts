import { describe, expect, it } from '@jest/globals';
import { createRefused } from '../../../../domain/verdict/create-refused.ts';
import type { ClusterEvent, Condition, Pod } from '../../../../domain/verdict/kubernetes.ts';
import { neverReady } from '../../../../domain/verdict/never-ready.ts';
import { heldClaim, heldPlace } from '../../../../domain/verdict/own-places.ts';
import { stalled } from '../../../../domain/verdict/stalled.ts';
import { unschedulable } from '../../../../domain/verdict/unschedulable.ts';
import { deployment, event, pod, replay, replicaSet, seen } from './api-rollout.ts';
import { found, viewAt } from './found.ts';
import { started } from './stories/story.ts';

type Facts = readonly ReturnType<typeof seen>[];

const at = (told: ClusterEvent, lastTimestamp: string, uid = lastTimestamp): ClusterEvent => ({
  ...told,
  metadata: { ...told.metadata, uid, name: uid },
  lastTimestamp,
});

describe('pods that the API server refuses', () => {
  const failure = (message?: string) =>
    ({
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      ...(message === undefined ? {} : { message }),
    }) as Condition;
  const refused = (message: string | undefined, ...facts: Facts) =>
    createRefused.find(
      viewAt(replay([[0, seen(deployment()), seen(replicaSet('new', [failure(message)])), ...facts]])),
    );
  const told = (message: string, time: string) => seen(at(event('FailedCreate', message, { about: 'rs-new' }), time));

  it.each([
    [
      'exceeded quota',
      12,
      "Raise the namespace's ResourceQuota or lower the requests; a rolling update needs room for its surge pods.",
    ],
    [
      'RuntimeClass "x" not found',
      12,
      'Correct the name of that class in the pod template, or ask an administrator to create it.',
    ],
    [
      'no Priority Class with that name',
      12,
      'Correct the name of that class in the pod template, or ask an administrator to create it.',
    ],
    ['violates PodSecurity', 12, 'Change the pod template so that the named policy accepts it, or ask its owner.'],
    [
      'failed calling webhook "x"',
      120,
      'The webhook does not answer: look at the pods that serve it, or ask its owner.',
    ],
    ['Internal error occurred', 120, 'Change the pod template so that the named policy accepts it, or ask its owner.'],
  ])('are told with what helps: %s', (message, grace, remedy) => {
    expect(refused(message)).toEqual([
      expect.objectContaining({ cause: message, grace, remedy, since: 0, pod: undefined }),
    ]);
  });

  it('are told by the newest event where the condition has no words', () => {
    const later = told('later', '2026-11-23T12:00:09Z');
    expect(refused(undefined, later, told('early', '2026-11-23T12:00:05Z'))[0]?.cause).toBe('later');
    expect(refused(undefined)).toEqual([]);
    expect(refused(undefined, seen(event('SuccessfulCreate', 'x', { about: 'rs-new' })))).toEqual([]);
    expect(refused('own words', later)[0]?.cause).toBe('own words');
  });

  it('are not told by events of an earlier rollout, but for a second that clocks may differ', () => {
    expect(refused(undefined, told('x', '2026-11-23T11:59:59Z'))).toHaveLength(1);
    expect(refused(undefined, told('x', '2026-11-23T11:59:58.999Z'))).toEqual([]);
  });

  it('may come when an old pod has left', () => {
    expect(refused('exceeded quota', seen(pod({ name: 'api-old-1', set: 'old', deleting: true })))).toEqual([]);
  });
});

describe('a pod that no node takes', () => {
  const unscheduled = (message: string, ...facts: Facts) =>
    found(
      unschedulable,
      seen(
        pod({
          conditions: [
            { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', ...(message === '' ? {} : { message }) },
          ],
        }),
      ),
      ...facts,
    );
  it.each([
    [
      '0/1 nodes: Insufficient cpu',
      'Lower the requests, correct node selector, affinity or tolerations, or add nodes.',
    ],
    [
      'volume node affinity conflict',
      'Its volume is in a zone or on a node where no node takes the pod: add a node there, or make the volume anew (a storage class with WaitForFirstConsumer makes it where the pod goes).',
    ],
    [
      "didn't have free ports",
      'Another pod holds that host port on each node: choose another one, or give up hostPort.',
    ],
  ])('is told with what helps: %s', (message, remedy) => {
    expect(unscheduled(message)).toEqual([
      expect.objectContaining({
        sentence: `No node takes pod "api-new-1" of Deployment "api" in namespace "production": ${message}.`,
        remedy,
        grace: 340,
      }),
    ]);
  });

  it('is told without a reason where the scheduler gives none', () => {
    expect(unscheduled('')[0]?.cause).toBe('the scheduler gives no reason');
  });

  it.each([
    ['nobody said anything', [], 340],
    ['the autoscaler does not help once', [seen(event('NotTriggerScaleUp', 'x'))], 340],
    ['the autoscaler does not help twice', [seen(event('NotTriggerScaleUp', 'x', { count: 2 }))], 60],
    ['the autoscaler adds a node', [seen(event('TriggeredScaleUp', 'x'))], 600],
    [
      'it does, after it did not',
      [seen(event('NotTriggerScaleUp', 'x', { count: 9 })), seen(event('TriggeredScaleUp', 'x'))],
      600,
    ],
  ])('is waited for: %s', (_, facts, grace) => {
    expect(unscheduled('x', ...facts)[0]?.grace).toBe(grace);
  });

  it('is waited for while another pod leaves', () => {
    expect(unscheduled('x', seen(pod({ name: 'api-old-1', set: 'old', deleting: true })))).toEqual([]);
  });

  const placed = (of: Pod, spec: object): Pod => ({ ...of, spec: { ...of.spec, nodeName: 'node-1', ...spec } });
  const port = (hostPort?: number) => ({
    containers: [{ name: 'api', ports: hostPort === undefined ? [{}] : [{ hostPort }] }, { name: 'web' }],
  });
  const old = (spec: object, name = 'api-old-1') => placed(pod({ name, set: 'old', ready: true }), spec);
  const fresh = (spec: object) => ({ ...pod(), spec: { ...pod().spec, ...spec } });
  const view = (...facts: Facts) => viewAt(replay([[0, ...started, seen(replicaSet('old')), ...facts]]));
  const words = (told: string, own: object, ...olds: readonly Pod[]) =>
    heldPlace(told, fresh(own), view(...olds.map(seen), seen(fresh(own))))?.words;

  it('may wait for a port that one of our own old pods holds', () => {
    const HELD = 'host port 80 is held by our own old pod "api-old-1", which stays until the new one is ready';
    expect(words('free ports', port(80), old(port(80)))).toBe(HELD);
    expect(words('free ports', port(80), old(port(80)), old(port(81), 'api-old-2'))).toBe(HELD);
    expect(words('free ports', port(80), old(port(81)))).toBeUndefined();
    expect(words('free ports', port(), old(port()))).toBeUndefined();
    expect(words('other', port(80), old(port(80)))).toBeUndefined();
    const { nodeName: _, ...nowhere } = old(port(80)).spec;
    expect(words('free ports', port(80), { ...old(port(80)), spec: nowhere })).toBeUndefined();
    const inInit = { containers: [{ name: 'api' }], initContainers: [{ name: 'proxy', ports: [{ hostPort: 80 }] }] };
    expect(words('free ports', inInit, old(port(80)))).toBe(HELD);
  });

  it('may wait for a volume that one of them has on another node', () => {
    const claims = (...names: readonly string[]) => ({
      volumes: [
        { name: 'tmp' },
        ...names.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })),
      ],
    });
    const held = (own: object, ...olds: readonly Pod[]) =>
      heldClaim(fresh(own), view(...olds.map(seen), seen(fresh(own))));
    const here = { nodeName: 'node-2' };
    expect(held({ ...here, ...claims('a', 'b') }, old(claims('c')), old(claims('b'), 'api-old-2'))).toEqual({
      claim: 'b',
      by: 'api-old-2',
    });
    expect(held({ ...here, ...claims('a') }, old(claims('b')))).toBeUndefined();
    expect(held({ nodeName: 'node-1', ...claims('a') }, old(claims('a')))).toBeUndefined();
    expect(held({}, old({}))).toBeUndefined();
    expect(held(claims(), old(claims()))).toBeUndefined();
  });
});

describe('a container that never becomes ready', () => {
  const runs = (started?: boolean) => {
    const one = pod({ state: { running: {} } });
    const statuses = (one.status?.containerStatuses ?? []).map(({ started: _, ...rest }) => ({
      ...rest,
      ...(started === undefined ? {} : { started }),
    }));
    return seen({ ...one, status: { ...one.status, containerStatuses: statuses } });
  };
  const graces = (deadline: number | undefined, probe: object) => {
    const one = pod({ state: { running: {} }, started: true });
    const object = deployment(deadline === undefined ? {} : { deadline });
    const { progressDeadlineSeconds: _, ...rest } = object.spec;
    const subject = deadline === undefined ? { ...object, spec: rest } : object;
    const spec = { ...one.spec, containers: [{ name: 'api', ...probe }] };
    return neverReady.find(viewAt(replay([[0, seen(subject), seen(replicaSet()), seen({ ...one, spec })]])))[0]?.grace;
  };

  it('has started, as far as anybody knows', () => {
    expect(found(neverReady, runs(true))).toHaveLength(1);
    expect(found(neverReady, runs())).toHaveLength(1);
    expect(found(neverReady, runs(false))).toEqual([]);
  });

  it('is waited for as long as its probes allow, but not longer than the deadline', () => {
    expect(graces(600, {})).toBe(60);
    expect(graces(600, { readinessProbe: {} })).toBe(91);
    expect(graces(600, { readinessProbe: {}, startupProbe: {} })).toBe(121);
    const slow = { startupProbe: { failureThreshold: 900 } };
    expect(graces(600, slow)).toBe(570);
    expect(graces(undefined, slow)).toBe(570);
    expect(graces(60, slow)).toBe(55);
    expect(graces(360, slow)).toBe(330);
    expect(graces(348, slow)).toBe(319);
  });

  it('fails again where it was ready before', () => {
    const [finding] = found(
      neverReady,
      seen(pod({ ready: true })),
      seen(pod({ state: { running: {} }, started: true })),
    );
    expect(finding?.sentence).toBe(
      'The readiness probe (GET /health/ready on port http) of container "api" of pod "api-new-1" fails again.',
    );
  });
});

describe('a controller that has given up', () => {
  it('is asked only of objects of other controllers', () => {
    expect(found(stalled)).toEqual([]);
  });
});
