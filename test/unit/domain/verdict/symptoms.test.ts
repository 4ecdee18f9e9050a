import { describe, expect, it } from '@jest/globals';
import type { ContainerState, Pod, Watched } from '../../../../domain/verdict/kubernetes.ts';
import { symptomsOf } from '../../../../domain/verdict/symptoms.ts';
import { bare, barePod, condition, container, podIn, statusOf } from './objects.ts';

const PLACED = { spec: { nodeName: 'node-1', containers: [container('api')] } };
const waiting = (reason?: string, message?: string): ContainerState => ({
  waiting: { ...(reason === undefined ? {} : { reason }), ...(message === undefined ? {} : { message }) },
});
const placed = (state?: ContainerState, change: object = {}): Pod => podIn(state, change, PLACED);
const keys = (object: Watched): readonly string[] => symptomsOf(object).map(({ key }) => key);

describe('what lasts on a pod', () => {
  it.each<[string, Pod, readonly string[]]>([
    ['nothing', placed({ running: {} }, { ready: true }), []],
    [
      'that it is ready, by its restarts',
      barePod({
        ...PLACED,
        status: {
          conditions: [condition('Ready')],
          containerStatuses: [statusOf('api', { running: {} }, { ready: true, restartCount: 2 })],
        },
      }),
      ['api-1/ready/2'],
    ],
    ['that it has no node', podIn({ running: {} }, { ready: true }), ['api-1/unplaced']],
    [
      'that no node takes it',
      barePod({ status: { conditions: [condition('PodScheduled', 'False', { reason: 'Unschedulable' })] } }),
      ['api-1/unscheduled', 'api-1/unplaced'],
    ],
    [
      'not that a gate holds it',
      barePod({
        ...PLACED,
        status: { conditions: [condition('PodScheduled', 'False', { reason: 'SchedulingGated' })] },
      }),
      [],
    ],
    [
      'not that it was so before',
      barePod({ ...PLACED, status: { conditions: [condition('PodScheduled', 'True', { reason: 'Unschedulable' })] } }),
      [],
    ],
    ['that it leaves', barePod({ ...PLACED, metadata: { deletionTimestamp: 'x' } }), ['api-1/leaving']],
    ['that its node is silent', barePod({ ...PLACED, status: { reason: 'NodeLost' } }), ['api-1/silent']],
    ['that its container is being made', placed(waiting('ContainerCreating')), ['api-1/creating']],
    ['that its init containers go first', placed(waiting('PodInitializing')), ['api-1/creating']],
    ['not any word with such a word in it', placed(waiting('ContainerCreatingNot')), []],
    ['nor one behind it', placed(waiting('NoPodInitializing')), []],
    ['not a wait without a reason', placed(waiting()), []],
    ['that a process has ended', placed({ terminated: { exitCode: 0 } }), ['api-1/api/down']],
    ['that it waits for its next run', placed(waiting('CrashLoopBackOff')), ['api-1/api/down']],
    [
      'that it runs and is not ready, by its restarts',
      placed({ running: {} }, { restartCount: 1 }),
      ['api-1/api/unready/1'],
    ],
    ...(
      [
        ['InvalidImageName', 'invalid-image'],
        ['ErrImageNeverPull', 'invalid-image'],
        ['ErrImagePull', 'pull'],
        ['ImagePullBackOff', 'pull'],
        ['ImageInspectError', 'pull'],
        ['RegistryUnavailable', 'pull'],
        ['SignatureValidationFailed', 'pull'],
        ['CreateContainerConfigError', 'config'],
        ['CreateContainerError', 'create'],
        ['RunContainerError', 'create'],
        ['StartError', 'create'],
        ['PreCreateHookError', 'create'],
        ['PreStartHookError', 'create'],
        ['PostStartHookError', 'create'],
      ] as const
    ).map(([reason, key]): [string, Pod, readonly string[]] => [
      `that it waits with ${reason}`,
      placed(waiting(reason)),
      [`api-1/api/${key}`],
    ]),
  ])('%s', (_, pod, wanted) => {
    expect(keys(pod)).toEqual(wanted);
  });

  it('is nothing of an init container that runs: it is never ready', () => {
    const pod = barePod({
      spec: { nodeName: 'node-1', containers: [], initContainers: [container('migrate')] },
      status: { initContainerStatuses: [statusOf('migrate', { running: {} })] },
    });
    expect(keys(pod)).toEqual([]);
  });

  it('has the cause that is told, but for what says only that it is tried again', () => {
    const causes = (pod: Pod) => symptomsOf(pod).map(({ cause }) => cause);
    expect(causes(placed(waiting('ErrImagePull', 'not found')))).toEqual(['not found']);
    expect(causes(placed(waiting('ImagePullBackOff', 'Back-off pulling image "x"')))).toEqual([undefined]);
    expect(causes(placed(waiting('ImagePullBackOff', 'Back-off pulling image "x": not found')))).toEqual([
      'Back-off pulling image "x": not found',
    ]);
    expect(causes(placed(waiting('ImagePullBackOff', 'So: Back-off pulling image "x"')))).toEqual([
      'So: Back-off pulling image "x"',
    ]);
    expect(causes(placed(waiting('ImagePullBackOff', '')))).toEqual([undefined]);
    expect(symptomsOf(placed(waiting('ErrImagePull')))[0]).not.toHaveProperty('cause');
    const unscheduled = (message?: string) =>
      barePod({
        ...PLACED,
        status: {
          conditions: [
            condition('PodScheduled', 'False', {
              reason: 'Unschedulable',
              ...(message === undefined ? {} : { message }),
            }),
          ],
        },
      });
    expect(symptomsOf(unscheduled('0/3 nodes'))).toEqual([{ key: 'api-1/unscheduled', cause: '0/3 nodes' }]);
    expect(symptomsOf(unscheduled(''))).toEqual([{ key: 'api-1/unscheduled' }]);
    expect(symptomsOf(unscheduled())).toEqual([{ key: 'api-1/unscheduled' }]);
  });
});

describe('what lasts on other objects', () => {
  const set = (status?: object) => bare('ReplicaSet' as 'Deployment', {}, status) as unknown as Watched;
  const failure = (status: 'True' | 'False', more: object = {}) => ({
    conditions: [condition('ReplicaFailure', status, { reason: 'FailedCreate', ...more })],
  });
  const event = (reason?: string) =>
    ({ kind: 'Event', metadata: { uid: 'e', name: 'e', resourceVersion: '1' }, involvedObject: {}, reason }) as Watched;

  it.each<[string, Watched, readonly object[]]>([
    [
      'a ReplicaSet that may make no pods',
      set(failure('True', { message: 'quota' })),
      [{ key: 'subject/refused', cause: 'quota' }],
    ],
    ['one that does not say why', set(failure('True')), [{ key: 'subject/refused' }]],
    ['one that may again', set(failure('False')), []],
    ['one that fails to delete', set(failure('True', { reason: 'FailedDelete' })), []],
    ['one without conditions', set(), []],
    ['a revision', bare('ControllerRevision' as 'Deployment') as unknown as Watched, []],
    ['an event of a creation', event('FailedCreate'), [{ key: 'e/told' }]],
    ['an event of a mount', event('FailedMount'), [{ key: 'e/told' }]],
    ['an event of a volume', event('FailedAttachVolume'), [{ key: 'e/told' }]],
    ['any other event', event('FailedCreatePodSandBox'), []],
    ['another one', event('NotFailedMount'), []],
    ['an event without a reason', event(), []],
    ['a Deployment', bare('Deployment'), []],
    ['a StatefulSet with all of its pods', bare('StatefulSet', { replicas: 2 }, { replicas: 2 }), []],
    [
      'a StatefulSet that misses one',
      bare('StatefulSet', { replicas: 2 }, { replicas: 1 }),
      [{ key: 'subject/missing' }],
    ],
    ['a StatefulSet that misses its only one', bare('StatefulSet', {}, {}), [{ key: 'subject/missing' }]],
    ['a StatefulSet that has it', bare('StatefulSet', {}, { replicas: 1 }), []],
    ['a StatefulSet of none that nobody has looked at', bare('StatefulSet', { replicas: 0 }), []],
    ['a DaemonSet on all nodes', bare('DaemonSet', {}, { currentNumberScheduled: 2, desiredNumberScheduled: 2 }), []],
    [
      'a DaemonSet that misses one',
      bare('DaemonSet', {}, { currentNumberScheduled: 1, desiredNumberScheduled: 2 }),
      [{ key: 'subject/missing' }],
    ],
    [
      'a DaemonSet that misses its only one',
      bare('DaemonSet', {}, { desiredNumberScheduled: 1 }),
      [{ key: 'subject/missing' }],
    ],
    ['a DaemonSet that nobody has looked at', bare('DaemonSet'), []],
    ['a Job that has no pod', bare('Job'), [{ key: 'subject/missing' }]],
    ['a Job of which nothing is counted', bare('Job', {}, {}), [{ key: 'subject/missing' }]],
    ['a Job that has one', bare('Job', {}, { active: 1 }), []],
    ['a Job that is held', bare('Job', { suspend: true }), []],
    ['a Job that is done', bare('Job', {}, { conditions: [condition('Complete')] }), []],
    ['a claim that waits', bare('PersistentVolumeClaim', {}, { phase: 'Pending' }), [{ key: 'subject/pending' }]],
    ['a claim that nobody has looked at', bare('PersistentVolumeClaim'), [{ key: 'subject/pending' }]],
    ['a claim that is bound', bare('PersistentVolumeClaim', {}, { phase: 'Bound' }), []],
    ['an object as it should be', bare('Custom'), [{ key: 'subject/current' }]],
    ['an object that is not', bare('Custom', {}, { conditions: [condition('Ready', 'False')] }), []],
    [
      'an object that is stalled',
      bare('Custom', {}, { conditions: [condition('Stalled')] }),
      [{ key: 'subject/stalled' }],
    ],
  ])('is told by %s', (_, object, wanted) => {
    expect(symptomsOf(object)).toEqual(wanted);
  });
});
