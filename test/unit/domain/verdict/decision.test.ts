import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../domain/seconds.ts';
import { isObserved, stableAt } from '../../../../domain/verdict/completion.ts';
import { deadline } from '../../../../domain/verdict/deadline.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { judge } from '../../../../domain/verdict/judge.ts';
import type { Deployment } from '../../../../domain/verdict/kubernetes.ts';
import type { Fact } from '../../../../domain/verdict/observation.ts';
import { APPLIED, deployment, ended, event, pod, replay, replicaSet, rolledOut, seen, waiting } from './api-rollout.ts';
import { found, viewAt } from './found.ts';

const at = (second: number) => second * 1000;
const bad = (name: string) => seen(pod({ name, state: waiting('InvalidImageName', 'bad') }));
const ready = (name: string) => seen(pod({ name, ready: true }));
const rollout = (maxUnavailable: number, ...facts: readonly Fact[]) =>
  replay([[0, seen(deployment({ maxUnavailable, replicas: 4 })), seen(replicaSet()), ...facts]]);

describe('when a finding fails a rollout', () => {
  const SLOW = seen(pod({ name: 'api-new-1', state: { running: {} }, started: true }));

  it('is at once when its grace is over and no new pod is ready', () => {
    const observation = rollout(1, SLOW);
    expect(judge(observation, at(59), GRACES)).toMatchObject({ state: 'progressing', wakeAt: at(60) });
    expect(judge(observation, at(60), GRACES)).toMatchObject({ state: 'failed', class: 'never-ready' });
  });

  it('is after twice the grace beside ready pods that the strategy lets go on', () => {
    const observation = rollout(1, SLOW, ready('api-new-2'));
    expect(judge(observation, at(119), GRACES)).toMatchObject({ state: 'progressing', wakeAt: at(120) });
    expect(judge(observation, at(120), GRACES)).toMatchObject({ state: 'failed', class: 'never-ready' });
  });

  it('is after a shortest time, where twice the grace is less', () => {
    expect(judge(rollout(1, bad('api-new-1'), ready('api-new-2')), at(0), GRACES)).toMatchObject({ wakeAt: at(30) });
  });

  it('is after the grace alone where more pods are hit than may be, each counted once', () => {
    const twice = rollout(1, bad('api-new-1'), bad('api-new-2'), ready('api-new-3'));
    expect(judge(twice, at(0), GRACES)).toMatchObject({ wakeAt: at(3) });
    expect(judge(twice, at(3), GRACES)).toMatchObject({ pods: ['api-new-1', 'api-new-2'] });
    const once = rollout(2, bad('api-new-1'), bad('api-new-2'), ready('api-new-3'));
    expect(judge(once, at(3), GRACES)).toMatchObject({ state: 'progressing', wakeAt: at(30) });
  });

  it('is the same for what no pod shows: beside ready pods it waits, whatever the strategy', () => {
    const failure = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'quota' } as const;
    const refused = (...facts: readonly Fact[]) =>
      replay([[0, seen(deployment({ replicas: 4 })), seen(replicaSet('new', [failure])), ...facts]]);
    expect(judge(refused(), at(0), GRACES)).toMatchObject({ wakeAt: at(12) });
    expect(judge(refused(ready('api-new-1')), at(0), GRACES)).toMatchObject({ wakeAt: at(30) });
  });

  it('is when it has lasted for what is certain, whatever other pods do', () => {
    const observation = rollout(4, ready('api-new-1'));
    expect(judge(observation, at(599), GRACES)).toMatchObject({ state: 'progressing', wakeAt: at(600) });
    expect(judge(observation, at(600), GRACES)).toMatchObject({ state: 'failed', class: 'deadline' });
    const patient = { ...GRACES, timeout: seconds(900) };
    expect(judge(observation, at(600), patient)).toMatchObject({ state: 'progressing', wakeAt: at(900) });
  });
});

describe('what a failure says', () => {
  it('is the first of what is ripe, with each sentence once and the pods of all', () => {
    const observation = replay([
      [0, seen(deployment()), seen(replicaSet()), bad('api-new-1')],
      [2, seen(pod({ name: 'api-new-2', state: waiting('InvalidImageName', 'other') })), bad('api-new-3')],
    ]);
    expect(judge(observation, at(3), GRACES)).toMatchObject({ pods: ['api-new-1'] });
    const later = judge(observation, at(5), GRACES);
    expect(later).toMatchObject({
      pods: ['api-new-1', 'api-new-2', 'api-new-3'],
      evidence: [
        expect.stringContaining('"api-new-1"'),
        expect.stringContaining('"api-new-2"'),
        expect.stringContaining('"api-new-3"'),
      ],
    });
    expect(later).not.toHaveProperty('trouble');
  });

  it('has the code of a trouble that is known', () => {
    const state = waiting('RunContainerError', 'exec: "x": executable file not found in $PATH');
    const verdict = judge(replay([[0, seen(deployment()), seen(replicaSet()), seen(pod({ state }))]]), at(17), GRACES);
    expect(verdict).toMatchObject({ class: 'container-create', trouble: expect.stringMatching(/\S/) });
  });

  it('is the closest cause that was seen, where only the time was over', () => {
    const pulling = seen(pod({ name: 'api-new-1', state: waiting('ErrImagePull', '503') }));
    const verdict = judge(rollout(1, pulling), at(50), { ...GRACES, timeout: seconds(50) });
    const sentence = expect.stringMatching(
      /^Deployment "api" .* did not finish: .* Seen until then: Container "api" of pod "api-new-1" cannot pull/,
    );
    expect(verdict).toMatchObject({ class: 'deadline', sentence, evidence: [sentence], pods: ['api-new-1'] });
    expect(verdict).toHaveProperty(
      'remedy',
      'Check that the nodes reach the registry and that it answers, then roll out again.',
    );
    const failure = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'timeout' } as const;
    const refused = replay([[0, seen(deployment()), seen(replicaSet('new', [failure]))]]);
    expect(judge(refused, at(50), { ...GRACES, timeout: seconds(50) })).toMatchObject({
      sentence: expect.stringContaining('Seen until then: The API server refuses'),
      pods: [],
    });
  });
});

describe('an object that is not seen', () => {
  const none = replay([]);
  it('is waited for until the timeout, and unknown then', () => {
    expect(judge(none, at(599), GRACES)).toEqual({
      state: 'progressing',
      sentence: 'Waiting to see Deployment "api" in namespace "production".',
      wakeAt: at(600),
    });
    expect(judge(none, at(600), GRACES)).toEqual({
      state: 'unknown',
      sentence:
        'Deployment "api" in namespace "production" was not seen within 600 s. Check that the deployer may list and watch it.',
    });
  });

  it('was deleted where it was the one that we wrote', () => {
    const other = { ...deployment(), metadata: { ...deployment().metadata, uid: 'another' } };
    const gone = (...objects: readonly Deployment[]) =>
      judge(replay([[0, ...objects.map((object): Fact => ({ type: 'gone', object }))]]), at(1), GRACES);
    expect(gone(other, deployment())).toEqual({
      state: 'unknown',
      sentence:
        'Deployment "api" in namespace "production" was deleted while it was watched. Find out who did, then roll out again.',
    });
    expect(gone(other)).toMatchObject({ state: 'progressing' });
  });

  it('that is being deleted is unknown', () => {
    const leaving = {
      ...deployment(),
      metadata: { ...deployment().metadata, deletionTimestamp: '2026-11-23T12:00:00Z' },
    };
    expect(judge(replay([[0, seen(leaving)]]), at(0), GRACES)).toEqual({
      state: 'unknown',
      sentence:
        'Deployment "api" in namespace "production" is being deleted. Find out who does that, then roll out again.',
    });
  });
});

describe('a rollout is complete', () => {
  const changed = (change: (object: Deployment) => Deployment, ...facts: readonly Fact[]) =>
    replay([[0, seen(change(rolledOut(1))), seen(replicaSet()), ready('api-new-1'), ...facts]]);
  const withSpec = (spec: Partial<Deployment['spec']>) =>
    changed((object) => ({ ...object, spec: { ...object.spec, ...spec } }));

  it('when its pods have been ready for its own time, where that is longer than ours', () => {
    expect(stableAt(viewAt(withSpec({ minReadySeconds: 42 })))).toBe(at(42));
    expect(stableAt(viewAt(withSpec({ minReadySeconds: 4 })))).toBe(at(10));
  });

  it('not while a pod is not ready, nor while one is missing', () => {
    expect(stableAt(viewAt(changed((object) => object, seen(pod({ name: 'api-new-2' })))))).toBeUndefined();
    const none = replay([[0, seen(rolledOut(1)), seen(replicaSet())]]);
    expect(stableAt(viewAt(none))).toBeUndefined();
  });

  it('as late as its last pod, and never before our own write', () => {
    const observation = replay([
      [0, seen(rolledOut(2)), seen(replicaSet()), ready('api-new-1')],
      [7, ready('api-new-2')],
    ]);
    expect(stableAt(viewAt(observation))).toBe(at(17));
    expect(stableAt(viewAt({ ...observation, applied: { ...APPLIED, at: at(30) } }))).toBe(at(30));
  });

  it('at once where nothing was changed, unless a pod has restarted', () => {
    const unchanged = { ...APPLIED, unchanged: true };
    const pods = (...restarts: readonly number[]) =>
      restarts.map((count, index) => seen(pod({ name: `api-new-${index}`, ready: true, restarts: count })));
    const of = (...restarts: readonly number[]) =>
      stableAt(
        viewAt(replay([[0, seen(rolledOut(restarts.length)), seen(replicaSet()), ...pods(...restarts)]], unchanged)),
      );
    expect(of(0)).toBe(0);
    expect(of(1)).toBe(at(10));
    expect(of(0, 2)).toBe(at(10));
  });

  it('not as long as its controller has not seen what we wrote', () => {
    const observed = (generation: number | undefined, observedGeneration: number | undefined) =>
      isObserved(
        viewAt(
          changed((object) => {
            const { generation: _, ...metadata } = object.metadata;
            const { observedGeneration: __, ...status } = object.status ?? {};
            return {
              ...object,
              metadata: { ...metadata, ...(generation === undefined ? {} : { generation }) },
              status: { ...status, ...(observedGeneration === undefined ? {} : { observedGeneration }) },
            };
          }),
        ),
      );
    expect(observed(2, 2)).toBe(true);
    expect(observed(3, 3)).toBe(true);
    expect(observed(2, 1)).toBe(false);
    expect(observed(1, 1)).toBe(false);
    expect(observed(1, 2)).toBe(false);
    expect(observed(2, undefined)).toBe(false);
    expect(observed(undefined, 2)).toBe(false);
    const { status: _, ...unseen } = deployment();
    expect(isObserved(viewAt(replay([[0, seen(unseen)]])))).toBe(false);
  });

  it('says which readiness gates it waits for, each once and in their order', () => {
    const containers = { type: 'ContainersReady', status: 'True' } as const;
    const gated = (name: string, gates: readonly string[], conditions: Parameters<typeof pod>[0]) =>
      seen(pod({ name, gates, ...conditions }));
    const observation = replay([
      [
        0,
        seen(deployment({ replicas: 3 })),
        seen(replicaSet()),
        gated('api-new-1', ['z', 'b', 'open'], { conditions: [containers, { type: 'open', status: 'True' }] }),
        gated('api-new-2', ['b', 'a'], { conditions: [containers] }),
        gated('api-new-3', ['early'], {}),
        gated('api-new-4', ['done'], { ready: true, conditions: [containers] }),
        seen(pod({ name: 'api-new-5', conditions: [containers] })),
      ],
    ]);
    expect(judge(observation, 0, GRACES).sentence).toBe(
      'Deployment "api" in namespace "production": 1 of 3 new pods ready, waiting for readiness gate a, b, z.',
    );
  });
});

describe('a deadline', () => {
  const exceeded = (lastUpdateTime: string | undefined, change: object = {}) => {
    const object = deployment({
      conditions: [
        {
          ...{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' },
          ...(lastUpdateTime === undefined ? {} : { lastUpdateTime }),
          ...change,
        },
      ],
    });
    return {
      ...object,
      spec: Object.fromEntries(
        Object.entries(object.spec).filter(([key]) => key !== 'progressDeadlineSeconds'),
      ) as unknown as Deployment['spec'],
    };
  };
  const graces = (object: Deployment) => deadline.find(viewAt(replay([[0, seen(object)]]))).map(({ grace }) => grace);

  it.each([
    ['is ten minutes where nothing is said, and counts at once when they are over', '2026-11-23T12:09:59Z', [0, 600]],
    ['is waited for where the controller counts from an earlier template', '2026-11-23T12:09:58Z', [600, 600]],
    ['counts from the first second after our write', '2026-11-23T12:00:00.001Z', [600, 600]],
    ['of the moment of our write is an earlier one', '2026-11-23T12:00:00Z', [600]],
    ['without a time is an earlier one', undefined, [600]],
  ])('%s', (_, time, wanted) => {
    expect(graces(exceeded(time))).toEqual(wanted);
  });

  it('is none for another reason', () => {
    expect(graces(exceeded('2026-11-23T12:09:59Z', { reason: 'ReplicaSetUpdated' }))).toEqual([600]);
  });

  const last = (...facts: Parameters<typeof found>[1][]) => found(deadline, ...facts).at(-1)?.sentence;
  const BEGIN =
    'Deployment "api" in namespace "production" did not finish: the timeout of 600 s passed with 0 of 2 new pods ready.';
  const creating = seen(pod());
  it.each([
    [
      'was still pulling',
      [creating, seen(event('Pulling', 'Pulling image "x/y"'))],
      ' Pod "api-new-1" was still pulling its image: x/y.',
    ],
    [
      'had pulled',
      [creating, seen(event('Pulling', 'Pulling image "x/y"')), seen(event('Pulled', 'Pulled "x/y"'))],
      '',
    ],
    ['could not pull', [creating, seen(event('Pulling', 'Pulling image "x/y"')), seen(event('Failed', 'x'))], ''],
    ['had begun', [seen(pod({ state: { running: {} } })), seen(event('Pulling', 'Pulling image "x/y"'))], ''],
    ['had only been placed', [creating, seen(event('Scheduled', 'to "node-1"'))], ''],
    ['was pulling what has no name', [creating, seen(event('Pulling', 'Pulling'))], ''],
    [
      'ran an init container',
      [seen(pod({ init: { restarts: 0, state: { running: {} } } }))],
      ' Init container "migrate" of pod "api-new-1" had not ended yet.',
    ],
    ['had run its init container', [seen(pod({ init: { restarts: 0, state: ended(0) } }))], ''],
    ['ran its container', [seen(pod({ state: { running: {} } }))], ''],
  ])('says what was still going on: a pod %s', (_, facts, more) => {
    expect(last(...facts)).toBe(`${BEGIN}${more}`);
  });
});
