import { describe, expect, it } from '@jest/globals';
import {
  containersOf,
  endCount,
  isDown,
  isReady,
  lastEnd,
  lastRunSeconds,
  type PodContainer,
  restartsOf,
} from '../../../../domain/verdict/containers.ts';
import { describeEnd } from '../../../../domain/verdict/crash.ts';
import { evictionCause, hasFallen, isEvicted, isRejected } from '../../../../domain/verdict/fallen.ts';
import type { ContainerState, ContainerStatus, Terminated } from '../../../../domain/verdict/kubernetes.ts';
import { barePod, condition, container, podIn, statusOf } from './objects.ts';

const first = (state?: ContainerState, change: Partial<ContainerStatus> = {}): PodContainer => {
  const [found] = containersOf(podIn(state, change));
  if (found === undefined) throw new Error('The pod has no container.');
  return found;
};
const end = (change: Partial<Terminated> = {}): ContainerState => ({ terminated: { exitCode: 1, ...change } });
const waiting = (reason: string): ContainerState => ({ waiting: { reason } });

describe('containers of a pod', () => {
  it('are those that the kubelet has reported on, each with its role; a sidecar is a main one', () => {
    const pod = barePod({
      spec: {
        containers: [container('api'), container('late')],
        initContainers: [container('migrate'), container('proxy', { restartPolicy: 'Always' })],
      },
      status: {
        initContainerStatuses: [statusOf('proxy'), statusOf('migrate')],
        containerStatuses: [statusOf('api'), statusOf('debugger')],
      },
    });
    expect(containersOf(pod).map(({ spec, status, role }) => [spec.name, status.name, role])).toEqual([
      ['migrate', 'migrate', 'init'],
      ['proxy', 'proxy', 'main'],
      ['api', 'api', 'main'],
    ]);
  });

  it('are none before the kubelet says anything', () => {
    expect(containersOf(barePod())).toEqual([]);
    expect(containersOf(barePod({ status: {} }))).toEqual([]);
  });

  it('restart together, without those that only prepare', () => {
    const pod = barePod({
      spec: { containers: [container('api'), container('web')], initContainers: [container('migrate')] },
      status: {
        initContainerStatuses: [statusOf('migrate', undefined, { restartCount: 9 })],
        containerStatuses: [
          statusOf('api', undefined, { restartCount: 2 }),
          statusOf('web', undefined, { restartCount: 3 }),
        ],
      },
    });
    expect(restartsOf(pod)).toBe(5);
  });
});

describe('the end of a process', () => {
  it('is that of this run, else that of the run before; none before the first', () => {
    expect(lastEnd(first())).toBeUndefined();
    expect(lastEnd(first({ running: {} }))).toBeUndefined();
    expect(lastEnd(first({ running: {} }, { lastState: end({ exitCode: 3 }) }))).toMatchObject({ exitCode: 3 });
    expect(lastEnd(first({ running: {} }, { lastState: {} }))).toBeUndefined();
    expect(lastEnd(first(end({ exitCode: 4 }), { lastState: end({ exitCode: 3 }) }))).toMatchObject({ exitCode: 4 });
  });

  it.each<[string, PodContainer, number]>([
    ['nothing has ended', first({ running: {} }), 0],
    ['nothing has begun', first(), 0],
    ['the first run is over', first(end()), 1],
    ['the second goes on', first({ running: {} }, { restartCount: 1, lastState: end() }), 1],
    ['the second is over', first(waiting('CrashLoopBackOff'), { restartCount: 1, lastState: end() }), 2],
  ])('is counted: %s', (_, one, count) => {
    expect(endCount(one)).toBe(count);
  });

  it.each<[string, PodContainer, boolean]>([
    ['it runs', first({ running: {} }), false],
    ['it has not begun', first(), false],
    ['it waits for its image', first(waiting('ErrImagePull')), false],
    ['it has ended', first(end()), true],
    ['it waits for its next run', first(waiting('CrashLoopBackOff')), true],
  ])('has it down or not: %s', (_, one, down) => {
    expect(isDown(one)).toBe(down);
  });

  it.each<[string, PodContainer, number | undefined]>([
    ['by both times', first(end({ startedAt: '2026-11-23T12:00:10Z', finishedAt: '2026-11-23T12:01:15Z' })), 65],
    ['not without its begin', first(end({ finishedAt: '2026-11-23T12:01:15Z' })), undefined],
    ['not without its end', first(end({ startedAt: '2026-11-23T12:00:10Z' })), undefined],
    ['not by what is no time', first(end({ startedAt: 'soon', finishedAt: '2026-11-23T12:01:15Z' })), undefined],
    ['not before it', first({ running: {} }), undefined],
  ])('tells how long the run was: %s', (_, one, length) => {
    expect(lastRunSeconds(one)).toBe(length);
  });

  it.each<[string, PodContainer, string]>([
    ['nothing is known', first(), 'no exit code reported'],
    ['a code alone', first(end()), 'exit code 1'],
    ['a code and a reason', first(end({ reason: 'Error' })), 'exit code 1 (Error)'],
    ['a signal that the runtime reports', first(end({ signal: 9, reason: 'Error' })), 'exit code 1 (signal 9)'],
    ['a signal that the code means', first(end({ exitCode: 137, reason: 'Error' })), 'exit code 137 (signal 9)'],
    ['the first code that means one', first(end({ exitCode: 129 })), 'exit code 129 (signal 1)'],
    [
      'the last code that means none',
      first(end({ exitCode: 128, reason: 'StartError' })),
      'exit code 128 (StartError)',
    ],
  ])('is told: %s', (_, one, text) => {
    expect(describeEnd(one)).toBe(text);
  });
});

describe('a pod', () => {
  it.each([
    ['before it says so', barePod(), false],
    ['without conditions', barePod({ status: {} }), false],
    ['that says so', barePod({ status: { conditions: [condition('Ready')] } }), true],
    ['that says no', barePod({ status: { conditions: [condition('Ready', 'False')] } }), false],
    ['of which something else is true', barePod({ status: { conditions: [condition('Initialized')] } }), false],
  ])('is ready or not: one %s', (_, pod, ready) => {
    expect(isReady(pod)).toBe(ready);
  });

  const NEVER = { restartPolicy: 'Never' };
  const leaving = { deletionTimestamp: '2026-11-23T12:00:00Z' };
  it.each([
    ['that runs', barePod({ status: { phase: 'Running' } }), false],
    ['of which nothing is known', barePod(), false],
    ['that the cluster takes away', barePod({ status: { conditions: [condition('DisruptionTarget')] } }), true],
    ['that it does not', barePod({ status: { conditions: [condition('DisruptionTarget', 'False')] } }), false],
    ['that failed although it is started again', barePod({ status: { phase: 'Failed' } }), true],
    ['that says so itself', barePod({ spec: { restartPolicy: 'Always' }, status: { phase: 'Failed' } }), true],
    ['that failed on its way out', barePod({ status: { phase: 'Failed' }, metadata: leaving }), false],
    ['that failed once and for all', barePod({ spec: NEVER, status: { phase: 'Failed' } }), false],
    ['of that kind with a reason', barePod({ spec: NEVER, status: { phase: 'Failed', reason: 'Evicted' } }), true],
    ['that ended well', barePod({ spec: NEVER, status: { phase: 'Succeeded', reason: 'x' } }), false],
  ])('is taken away or not: one %s', (_, pod, evicted) => {
    expect(isEvicted(pod)).toBe(evicted);
    expect(hasFallen(pod)).toBe(evicted);
  });

  it('that is not started again falls by the end of a container that is no success', () => {
    const ended = (exitCode: number, restartPolicy?: string) =>
      podIn(end({ exitCode }), {}, { spec: restartPolicy === undefined ? {} : { restartPolicy } });
    expect(hasFallen(ended(1, 'Never'))).toBe(true);
    expect(hasFallen(ended(0, 'Never'))).toBe(false);
    expect(hasFallen(ended(1))).toBe(false);
    expect(hasFallen(podIn({ running: {} }, {}, { spec: NEVER }))).toBe(false);
    const two = barePod({
      spec: { ...NEVER, containers: [container('api'), container('web')] },
      status: { containerStatuses: [statusOf('api', end({ exitCode: 0 })), statusOf('web', end())] },
    });
    expect(hasFallen(two)).toBe(true);
  });

  it('is rejected by its node before any container is begun, by the words of the kubelet', () => {
    const message = 'Pod was rejected: Node had taint that pod was not able to tolerate';
    expect(isRejected(barePod({ status: { message } }))).toBe(true);
    expect(isRejected(podIn(undefined, {}, { status: { message } }))).toBe(false);
    expect(isRejected(barePod({ status: { message: `Again: ${message}` } }))).toBe(false);
    expect(isRejected(barePod({ status: { message: 'Pod was rejectedly' } }))).toBe(false);
    expect(isRejected(barePod({ status: {} }))).toBe(false);
    expect(isRejected(barePod())).toBe(false);
  });

  it.each([
    ['nobody says', barePod(), 'no reason given'],
    [
      'by its own words',
      barePod({ status: { reason: 'Evicted', message: 'low on memory' } }),
      'Evicted: low on memory',
    ],
    [
      'by those of the condition',
      barePod({
        status: { conditions: [condition('DisruptionTarget', 'True', { reason: 'Preempted', message: 'by y' })] },
      }),
      'Preempted: by y',
    ],
    [
      'by both, its own first',
      barePod({
        status: {
          reason: 'Evicted',
          conditions: [condition('DisruptionTarget', 'True', { reason: 'x', message: 'by y' })],
        },
      }),
      'Evicted: by y',
    ],
    ['by a word alone', barePod({ status: { reason: 'NodeLost' } }), 'NodeLost'],
  ])('says why it was taken: %s', (_, pod, cause) => {
    expect(evictionCause(pod)).toBe(cause);
  });
});
