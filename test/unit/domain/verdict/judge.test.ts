import { describe, expect, it } from '@jest/globals';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { judge } from '../../../../domain/verdict/judge.ts';
import {
  APPLIED,
  crashing,
  deployment,
  ended,
  event,
  IMAGE,
  pod,
  replay,
  replicaSet,
  rolledOut,
  seen,
  waiting,
} from './api-rollout.ts';

const two = (change: Parameters<typeof pod>[0] = {}) => [
  pod({ name: 'api-new-1', ready: true, ...change }),
  pod({ name: 'api-new-2', ready: true }),
];
const at = (second: number) => second * 1000;

describe('a complete rollout', () => {
  it('needs every new pod ready for the whole stable time', () => {
    const observation = replay([[0, seen(rolledOut()), seen(replicaSet()), ...two().map(seen)]]);
    expect(judge(observation, at(9), GRACES)).toMatchObject({ state: 'progressing', wakeAt: at(10) });
    expect(judge(observation, at(10), GRACES).state).toBe('complete');
  });

  it('starts the stable time again when a container restarts', () => {
    const observation = replay([
      [0, seen(rolledOut()), seen(replicaSet()), ...two().map(seen)],
      [5, seen(pod({ name: 'api-new-1', ready: true, restarts: 1 }))],
    ]);
    expect(judge(observation, at(14), GRACES)).toMatchObject({ state: 'progressing', wakeAt: at(15) });
  });

  it('is not complete while the controller has not seen the change, however good its status looks', () => {
    const stale = deployment({
      generation: 2,
      observed: 1,
      status: { replicas: 2, updatedReplicas: 2, availableReplicas: 2 },
    });
    const observation = replay([[0, seen(stale), seen(replicaSet()), ...two().map(seen)]]);
    expect(judge(observation, at(60), GRACES).state).toBe('progressing');
  });

  it('is not complete while an old pod is left', () => {
    const observation = replay([
      [
        0,
        seen(deployment({ status: { replicas: 3, updatedReplicas: 2, availableReplicas: 3 } })),
        seen(replicaSet()),
        ...two().map(seen),
      ],
    ]);
    expect(judge(observation, at(60), GRACES)).toMatchObject({
      state: 'progressing',
      sentence: expect.stringContaining('1 old pod left'),
    });
  });

  it('follows an autoscaler that changes the replicas on the way', () => {
    const observation = replay([
      [0, seen(rolledOut()), seen(replicaSet()), ...two().map(seen)],
      [
        5,
        seen(
          deployment({ replicas: 3, generation: 3, status: { replicas: 3, updatedReplicas: 3, availableReplicas: 2 } }),
        ),
      ],
    ]);
    expect(judge(observation, at(20), GRACES).state).toBe('progressing');
  });

  it('says at once that nothing had to change', () => {
    const observation = replay([[0, seen(rolledOut()), seen(replicaSet()), ...two().map(seen)]], {
      ...APPLIED,
      unchanged: true,
    });
    expect(judge(observation, at(0), GRACES)).toMatchObject({
      state: 'complete',
      sentence: expect.stringContaining('nothing had to change'),
    });
  });
});

describe('what heals is no failure', () => {
  it('two crashes and then a ready pod', () => {
    const observation = replay([
      [0, seen(deployment()), seen(replicaSet()), seen(pod(crashing(1)))],
      [5, seen(pod(crashing(2)))],
    ]);
    expect(judge(observation, at(15), GRACES).state).toBe('progressing');
  });

  it('old pods that crash, and pods that are being deleted', () => {
    const observation = replay([
      [0, seen(deployment()), seen(replicaSet()), seen(replicaSet('old'))],
      [
        1,
        seen(pod({ name: 'api-old-1', set: 'old', ...crashing(9) })),
        seen(pod({ name: 'api-new-9', deleting: true, ...crashing(9) })),
      ],
    ]);
    expect(judge(observation, at(120), GRACES).state).toBe('progressing');
  });

  it('a quota that a pod on its way out still holds', () => {
    const failure = {
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message: 'exceeded quota',
    } as const;
    const observation = replay([
      [
        0,
        seen(deployment()),
        seen(replicaSet('new', [failure])),
        seen(pod({ name: 'api-old-1', set: 'old', deleting: true })),
      ],
    ]);
    expect(judge(observation, at(60), GRACES).state).toBe('progressing');
  });

  it('an image that another node has already pulled', () => {
    const observation = replay([
      [0, seen(deployment({ replicas: 2 })), seen(replicaSet())],
      [1, seen(pod({ name: 'api-new-1', state: waiting('ErrImagePull', `${IMAGE}: not found`) }))],
      [1, seen(pod({ name: 'api-new-2', ready: true, imageID: IMAGE }))],
    ]);
    expect(judge(observation, at(60), GRACES).state).toBe('progressing');
    expect(judge(observation, at(121), GRACES)).toMatchObject({ state: 'failed', class: 'image-transient' });
  });

  it('a pod that waits for a node that the autoscaler is adding', () => {
    const unscheduled = {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message: '0/1 nodes',
    } as const;
    const facts = [seen(deployment()), seen(replicaSet()), seen(pod({ conditions: [unscheduled] }))];
    const graces = { ...GRACES, timeout: 900 as typeof GRACES.timeout };
    expect(
      judge(replay([[0, ...facts, seen(event('TriggeredScaleUp', 'pod triggered scale-up'))]]), at(599), graces).state,
    ).toBe('progressing');
    expect(
      judge(replay([[0, ...facts, seen(event('NotTriggerScaleUp', 'no', { count: 2 }))]]), at(60), graces),
    ).toMatchObject({ class: 'unschedulable' });
  });

  it('a readiness gate that is still closed: it is named, and nothing fails early', () => {
    const gated = pod({
      state: { running: {} },
      started: true,
      gates: ['lb-ready'],
      conditions: [{ type: 'ContainersReady', status: 'True' }],
    });
    const ready = {
      ...gated,
      status: {
        ...gated.status,
        containerStatuses: gated.status?.containerStatuses?.map((status) => ({ ...status, ready: true })) ?? [],
      },
    };
    const verdict = judge(replay([[0, seen(deployment()), seen(replicaSet()), seen(ready)]]), at(300), GRACES);
    expect(verdict).toMatchObject({
      state: 'progressing',
      sentence: expect.stringContaining('readiness gate lb-ready'),
    });
  });
});

describe('which failure decides', () => {
  it('back-off does not hide the error before it', () => {
    const observation = replay([
      [0, seen(deployment()), seen(replicaSet()), seen(pod({ state: waiting('ErrImagePull', `${IMAGE}: not found`) }))],
      [2, seen(pod({ state: waiting('ImagePullBackOff', `Back-off pulling image "${IMAGE}"`) }))],
    ]);
    expect(judge(observation, at(16), GRACES)).toMatchObject({
      class: 'image-not-found',
      sentence: expect.stringContaining('not found'),
    });
  });

  it('the cause outranks its consequences', () => {
    const observation = replay([
      [0, seen(deployment()), seen(replicaSet()), seen(pod(crashing(3, ended(137, 'OOMKilled'))))],
    ]);
    expect(judge(observation, at(700), GRACES)).toMatchObject({ class: 'oom' });
  });

  it('one pod beside ready ones is given twice the grace when the strategy lets it be missing', () => {
    const broken = pod({ name: 'api-new-1', state: waiting('InvalidImageName', 'bad') });
    const rollout = (maxUnavailable: number) =>
      replay([
        [
          0,
          seen(deployment({ maxUnavailable })),
          seen(replicaSet()),
          seen(broken),
          seen(pod({ name: 'api-new-2', ready: true })),
        ],
      ]);
    expect(judge(rollout(0), at(3), GRACES).state).toBe('failed');
    expect(judge(rollout(1), at(29), GRACES).state).toBe('progressing');
    expect(judge(rollout(1), at(30), GRACES).state).toBe('failed');
  });

  it('an old ReplicaSet that is used again is the new one, whatever its revision', () => {
    const observation = replay([
      [
        0,
        seen(deployment()),
        seen(replicaSet('old')),
        seen(replicaSet('new')),
        seen(pod({ set: 'new', ...crashing(3) })),
      ],
    ]);
    expect(judge(observation, 0, GRACES)).toMatchObject({ class: 'crash-loop', pods: ['api-new-1'] });
  });

  it('a workload that somebody deletes is unknown, never failed', () => {
    const object = deployment();
    const observation = replay([
      [0, seen(object)],
      [1, { type: 'gone', object }],
    ]);
    expect(judge(observation, at(2), GRACES)).toMatchObject({
      state: 'unknown',
      sentence: expect.stringContaining('was deleted'),
    });
  });
});
