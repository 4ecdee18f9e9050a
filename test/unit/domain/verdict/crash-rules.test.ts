import { describe, expect, it } from '@jest/globals';
import { crashLoop } from '../../../../domain/verdict/crash-loop.ts';
import { initFailed } from '../../../../domain/verdict/init-failed.ts';
import type { ClusterEvent } from '../../../../domain/verdict/kubernetes.ts';
import { livenessKill } from '../../../../domain/verdict/liveness-kill.ts';
import { oom } from '../../../../domain/verdict/oom.ts';
import { crashing, ended, event, pod, seen, waiting } from './api-rollout.ts';
import { found } from './found.ts';

const about = (told: ClusterEvent, fieldPath?: string): ClusterEvent => {
  const { fieldPath: _, ...involved } = told.involvedObject;
  return { ...told, involvedObject: fieldPath === undefined ? involved : { ...involved, fieldPath } };
};
const without = (told: ClusterEvent): ClusterEvent => {
  const { message: _, ...rest } = told;
  return rest;
};
const sentences = (...parameters: Parameters<typeof found>) => found(...parameters).map(({ sentence }) => sentence);

describe('a hook that fails after each start', () => {
  const HOOK = 'PostStartHook failed: exit code 3';
  const hook = (count: number) => event('FailedPostStartHook', HOOK, { count });
  const killed = (times = 3, code = 137) => seen(pod(crashing(times, ended(code))));
  const IS_HOOK = [
    'Container "api" of pod "api-new-1" is killed after each start, 3 times so far, because its postStart hook fails: PostStartHook failed: exit code 3.',
  ];
  const isCrash = (code: string) => [
    `Process of container "api" of pod "api-new-1" crashes, 3 times so far, the last time with exit code ${code}.`,
  ];
  const SIGKILL = isCrash('137 (signal 9)');

  it('is why its container is killed, and says so with its own remedy', () => {
    expect(found(crashLoop, killed(), seen(hook(3)))).toEqual([
      expect.objectContaining({
        sentence: IS_HOOK[0],
        cause: HOOK,
        remedy: 'Run the command of the hook in the container by hand; it must end with exit code 0.',
        grace: 0,
        since: 0,
      }),
    ]);
  });

  it.each([
    ['was told one time less', seen(hook(2)), IS_HOOK],
    ['was told two times less', seen(hook(1)), SIGKILL],
    [
      'was told by two events',
      seen(hook(1)),
      IS_HOOK,
      seen(about({ ...hook(1), metadata: { ...hook(1).metadata, uid: 'two' } })),
    ],
    ['was told without the container', seen(about(hook(3))), IS_HOOK],
    ['was told of another container', seen(about(hook(3), 'spec.containers{web}')), SIGKILL],
    ['was another event', seen(event('Failed', HOOK, { count: 3 })), SIGKILL],
    [
      'could not run in a container that was gone',
      seen(event('FailedPostStartHook', 'container not running', { count: 3 })),
      SIGKILL,
    ],
    [
      'could not run in a container that had stopped',
      seen(event('FailedPostStartHook', 'in a stopped container', { count: 3 })),
      SIGKILL,
    ],
  ])('is the reason or not: it %s', (_, told, wanted, more = told) => {
    expect(sentences(crashLoop, killed(), told, more)).toEqual(wanted);
  });

  it.each([
    [0, 'is the reason of a process that was told to end', IS_HOOK],
    [143, 'is the reason of one that ended by a signal', IS_HOOK],
    [3, 'is not of one that ended by itself', isCrash('3 (Error)')],
  ])('with exit code %s %s', (code, _, wanted) => {
    expect(sentences(crashLoop, killed(3, code), seen(hook(3)))).toEqual(wanted);
  });

  it('is told by the kubelet in the state of the container, too, whose words count then', () => {
    const told = (state: ReturnType<typeof waiting>) => [
      seen(pod({ restarts: 2, state, lastState: ended(137) })),
      killed(),
      seen(hook(3)),
    ];
    expect(sentences(crashLoop, ...told(waiting('PostStartHookError', 'lifecycle hook failed')))).toEqual([
      IS_HOOK[0]?.replace(HOOK, 'lifecycle hook failed'),
    ]);
    expect(sentences(crashLoop, ...told(waiting('CreateContainerError', 'something else')))).toEqual(IS_HOOK);
  });

  it('needs no words', () => {
    expect(sentences(crashLoop, killed(), seen(without(hook(3))))[0]).toMatch(/because its postStart hook fails: \.$/);
  });
});

describe('a process that ends again and again', () => {
  it('ends instead of serving where it ends well', () => {
    expect(sentences(crashLoop, seen(pod(crashing(3, ended(0, 'Completed')))))).toEqual([
      'Process of container "api" of pod "api-new-1" ends instead of serving, 3 times so far, the last time with exit code 0 (Completed).',
    ]);
  });

  const ran = (seconds: number, ready = false) => {
    const end = ended(1);
    const startedAt = new Date(Date.parse('2026-11-23T12:00:11Z') - seconds * 1000).toISOString();
    const shape = crashing(3, { terminated: { ...end.terminated, exitCode: 1, startedAt } });
    return [...(ready ? [seen(pod({ ready: true }))] : []), seen(pod(shape))];
  };
  it.each([
    ['short', ran(59, true), 1],
    ['of a minute', ran(60, true), 0],
    ['long, and its pod was never ready', ran(600), 1],
  ])('loops when its run was short: %s', (_, facts, many) => {
    expect(found(crashLoop, ...facts)).toHaveLength(many);
  });

  it('may end twice, and has nothing more to do once it runs', () => {
    expect(found(crashLoop, seen(pod(crashing(2))))).toEqual([]);
    expect(found(crashLoop, seen(pod({ restarts: 5, state: { running: {} }, lastState: ended(1) })))).toEqual([]);
  });

  const init = (restarts: number, code: number) => ({
    restarts,
    state: waiting('CrashLoopBackOff'),
    lastState: ended(code),
  });
  it('is another story in an init container', () => {
    const facts = seen(pod({ init: init(2, 1) }));
    expect(found(crashLoop, facts)).toEqual([]);
    expect(found(initFailed, facts)).toEqual([
      expect.objectContaining({
        sentence:
          'The pod cannot start: init container "migrate" of pod "api-new-1" failed 3 times, the last time with exit code 1 (Error).',
        cause: 'exit code 1 (Error)',
        object: 'init container "migrate" of pod "api-new-1"',
        since: 0,
        grace: 0,
      }),
    ]);
    expect(found(initFailed, seen(pod({ init: init(1, 1) })))).toEqual([]);
    expect(found(initFailed, seen(pod({ init: init(2, 0) })))).toEqual([]);
    expect(found(initFailed, seen(pod(crashing(3))))).toEqual([]);
  });
});

describe('a kill by a probe', () => {
  const kill = (count: number, message = 'Container api failed liveness probe, will be restarted') =>
    event('Killing', message, { count });
  const restarted = seen(pod({ restarts: 1, state: { running: {} } }));
  const many = (told: ClusterEvent) => found(livenessKill, restarted, seen(told)).length;

  it.each([
    ['once', kill(1), 0],
    ['twice', kill(2), 1],
    ['twice, of another kind of event', event('Unhealthy', 'Container api failed liveness probe', { count: 2 }), 0],
    ['twice, for another reason', kill(2, 'Stopping container api'), 0],
    ['twice, without words', without(kill(2)), 0],
    ['twice, of another container', about(kill(2), 'spec.containers{web}'), 0],
    ['twice, of this one by its name alone', about(kill(2)), 1],
    ['twice, of another one by its name alone', about(kill(2, 'Container web failed liveness probe')), 0],
    ['twice, whatever names stand in the words, where the place is told', kill(2, 'failed liveness probe'), 1],
  ])('counts the second time: %s', (_, told, wanted) => {
    expect(many(told)).toBe(wanted);
  });

  it('says which probe, what it asks and what came', () => {
    const told = found(
      livenessKill,
      restarted,
      seen(kill(2)),
      seen(event('Unhealthy', 'Readiness probe failed: 503')),
      seen(event('Unhealthy', 'Liveness probe failed: 404')),
      seen(event('Pulled', 'Liveness image')),
    );
    expect(told).toEqual([
      expect.objectContaining({
        sentence:
          'The kubelet killed container "api" of pod "api-new-1" 2 times, because its liveness probe (GET /health/live on port http) fails: Liveness probe failed: 404.',
        cause: 'its liveness probe (GET /health/live on port http) fails',
        remedy: 'Correct path and port of the liveness probe, or add a startup probe for a slow start.',
        since: 0,
        grace: 0,
      }),
    ]);
  });

  it('of the startup probe has another remedy', () => {
    const told = found(livenessKill, restarted, seen(kill(3, 'Container api failed startup probe, will be restarted')));
    expect(told).toEqual([
      expect.objectContaining({
        sentence:
          'The kubelet killed container "api" of pod "api-new-1" 3 times, because its startup probe (none declared) fails.',
        remedy:
          'Give the startup probe more time (failureThreshold x periodSeconds), or make the process start faster.',
      }),
    ]);
  });

  it('that came late is about how long it may take', () => {
    const late = seen(event('Unhealthy', 'Liveness probe failed: context deadline exceeded'));
    expect(found(livenessKill, restarted, seen(kill(2)), late)[0]?.remedy).toMatch(/^The probe got no answer within/);
  });

  it('needs a restart, and in a pod that was ready a loop', () => {
    expect(found(livenessKill, seen(pod({ state: { running: {} } })), seen(kill(2)))).toEqual([]);
    const ready = seen(pod({ ready: true }));
    expect(found(livenessKill, ready, restarted, seen(kill(2)))).toEqual([]);
    expect(found(livenessKill, ready, seen(pod(crashing(3))), seen(kill(2)))).toHaveLength(1);
  });
});

describe('a kill for memory', () => {
  const oomKilled = ended(137, 'OOMKilled');
  it('counts the second time, while the container is down', () => {
    expect(found(oom, seen(pod(crashing(1, oomKilled))))).toEqual([]);
    expect(found(oom, seen(pod(crashing(2, ended(137)))))).toEqual([]);
    expect(found(oom, seen(pod({ restarts: 2, state: { running: {} }, lastState: oomKilled })))).toEqual([]);
    expect(found(oom, seen(pod(crashing(2, oomKilled))))).toEqual([
      expect.objectContaining({
        sentence:
          'The kernel killed container "api" of pod "api-new-1" 2 times: OOMKilled at its memory limit of 64Mi.',
        since: 0,
        grace: 0,
      }),
    ]);
  });

  it("is the node's where the container has no limit", () => {
    const limitless = pod(crashing(2, oomKilled));
    const [first] = limitless.spec.containers;
    for (const resources of [undefined, {}, { limits: {} }]) {
      const { resources: _, ...rest } = first ?? { name: 'api' };
      const spec = { ...limitless.spec, containers: [{ ...rest, ...(resources === undefined ? {} : { resources }) }] };
      expect(found(oom, seen({ ...limitless, spec }))[0]?.cause).toBe(
        "OOMKilled at the node's limit, it has none of its own",
      );
    }
  });
});
