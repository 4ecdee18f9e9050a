import { describe, expect, it } from '@jest/globals';
import { configMissing } from '../../../../domain/verdict/config-missing.ts';
import type { ClusterEvent, Condition, Pod } from '../../../../domain/verdict/kubernetes.ts';
import { mountTrouble } from '../../../../domain/verdict/mount-trouble.ts';
import { pvcPending } from '../../../../domain/verdict/pvc-pending.ts';
import { volumeFailed } from '../../../../domain/verdict/volume-failed.ts';
import { event, pod, replay, seen } from './api-rollout.ts';
import { found, viewAt } from './found.ts';
import { started } from './stories/story.ts';

type Facts = readonly ReturnType<typeof seen>[];

const without = ({ message: _, ...rest }: ClusterEvent): ClusterEvent => rest;
const at = (told: ClusterEvent, lastTimestamp: string, uid = lastTimestamp): ClusterEvent => ({
  ...told,
  metadata: { ...told.metadata, uid, name: uid },
  lastTimestamp,
});

describe('what keeps a volume away', () => {
  const trouble = (of: Pod, ...events: readonly ClusterEvent[]) =>
    mountTrouble(
      of,
      viewAt(
        replay([
          [0, ...started, seen(of)],
          [3, ...events.map(seen)],
        ]),
      ),
    );
  const mount = (message: string) => event('FailedMount', message);
  const one = mount('MountVolume.SetUp failed: wrong fs');

  it('is told while the container is being made', () => {
    expect(trouble(pod(), one)).toEqual({ since: 3000, text: 'MountVolume.SetUp failed: wrong fs', kind: 'mount' });
    expect(trouble(pod({ state: { running: {} } }), one)).toBeUndefined();
    expect(trouble(pod())).toBeUndefined();
    expect(trouble(pod(), event('Scheduled', 'x'))).toBeUndefined();
  });

  it.each([
    [
      'the pod says so',
      { conditions: [{ type: 'PodReadyToStartContainers', status: 'True' }] as Condition[] },
      undefined,
      true,
    ],
    [
      'it says no',
      { conditions: [{ type: 'PodReadyToStartContainers', status: 'False' }] as Condition[] },
      undefined,
      false,
    ],
    [
      'something else is true',
      { conditions: [{ type: 'Initialized', status: 'True' }] as Condition[] },
      undefined,
      false,
    ],
    ['its image is being pulled', {}, event('Pulling', 'x'), true],
    ['its image was pulled', {}, event('Pulled', 'x'), true],
    ['its sandbox failed', {}, event('FailedCreatePodSandBox', 'x'), true],
    ['another event comes', {}, event('NotPulling', 'x'), false],
    ['another event comes', {}, event('PulledNot', 'x'), false],
    ['an event has no reason', {}, (({ reason: _, ...rest }) => rest)(event('x', 'x')), false],
  ])('is over once all volumes are there: %s', (_, change, more, over) => {
    expect(trouble(pod(change), one, ...(more === undefined ? [] : [more])) === undefined).toBe(over);
  });

  const WAITED = 'Unable to attach or mount volumes: unmounted volumes=[a]: timed out waiting for the condition';
  it.each<[string, readonly ClusterEvent[], object | undefined]>([
    ['what is not attached goes first', [one, event('FailedAttachVolume', 'multi')], { text: 'multi', kind: 'attach' }],
    [
      'what was attached at last cannot be mounted',
      [one, event('FailedAttachVolume', 'multi'), event('SuccessfulAttachVolume', 'x')],
      { kind: 'mount' },
    ],
    ['what only waited may not be attached', [mount(WAITED)], { text: WAITED, kind: 'attach' }],
    [
      'so may what waited until its deadline',
      [mount('Unable to attach or mount volumes: context deadline exceeded')],
      { kind: 'attach' },
    ],
    ['what waited over several lines', [mount(WAITED.replace(': t', ':\nt'))], { kind: 'attach' }],
    ['what says more after it waited', [mount(`${WAITED}: no such host`)], { kind: 'mount' }],
    ['what says more before', [mount(`so: ${WAITED}`)], { kind: 'mount' }],
    [
      'what tells goes before what waited',
      [at(one, '1'), at(mount(WAITED), '2')],
      { text: 'MountVolume.SetUp failed: wrong fs', kind: 'mount' },
    ],
    ['the newest word counts', [at(mount('new'), '2'), at(mount('old'), '1')], { text: 'new' }],
    ['delays of the kubelet heal', [mount('failed to sync secret cache')], undefined],
    ['what is not registered yet heals', [mount('object "x" not registered')], undefined],
    ['a word that came often is told once', [mount('(combined from similar events): bad')], { text: 'bad' }],
    [
      'it stays within a text',
      [mount('so (combined from similar events): bad')],
      { text: 'so (combined from similar events): bad' },
    ],
    ['no words are no reason', [without(one)], { text: 'no reason given', kind: 'mount' }],
    ['a Secret that is missing is not a volume', [mount('secret "keys" not found')], { kind: 'missing' }],
    ['nor is a ConfigMap', [mount('configmap "x" not found')], { kind: 'missing' }],
    ['by any of its words', [mount('Config Map x not found')], { kind: 'missing' }],
    ['nor is one of its keys', [mount('references non-existent config key: x')], { kind: 'missing' }],
    ['what is named so is one', [mount('volume "secret" : path not found')], { kind: 'mount' }],
    [
      'what is listed by such names is one',
      [mount('unmounted volumes=[secret config], path not found')],
      { kind: 'mount' },
    ],
    ['a Secret that cannot be read is no missing one', [mount('secret "keys" forbidden')], { kind: 'mount' }],
    ['a word in another is none', [mount('secretary not found')], { kind: 'mount' }],
  ])('%s', (_, events, wanted) => {
    const told = trouble(pod(), ...events);
    if (wanted === undefined) expect(told).toBeUndefined();
    else expect(told).toMatchObject(wanted);
  });

  it('lasts since the first word of it, and not before the pod began', () => {
    const observation = replay([
      [0, ...started],
      [2, seen(at(mount('one'), '1'))],
      [5, seen(pod())],
      [9, seen(at(mount('two'), '2'))],
    ]);
    expect(mountTrouble(pod(), viewAt(observation))?.since).toBe(5000);
    const later = replay([
      [0, ...started, seen(pod())],
      [2, seen(at(mount('one'), '1'))],
      [9, seen(at(mount('two'), '2'))],
    ]);
    expect(mountTrouble(pod(), viewAt(later))?.since).toBe(2000);
  });

  it('is of a class by what it is', () => {
    const classes = (message: string, reason = 'FailedMount') =>
      [configMissing, volumeFailed].flatMap((each) => found(each, seen(pod()), seen(event(reason, message))));
    expect(classes('secret "keys" not found')).toEqual([
      expect.objectContaining({
        sentence: 'A volume for container "api" of pod "api-new-1" cannot be mounted: secret "keys" not found.',
        grace: 68,
      }),
    ]);
    expect(classes('wrong fs')).toEqual([
      expect.objectContaining({
        sentence: 'A volume of pod "api-new-1" cannot be mounted: wrong fs.',
        remedy:
          'Correct the volume in the manifests: its driver, its path on the node, its server, or the rights to it; kubectl describe shows each try.',
        grace: 68,
      }),
    ]);
    expect(classes('multi', 'FailedAttachVolume')).toEqual([
      expect.objectContaining({
        sentence: 'A volume of pod "api-new-1" cannot be attached: multi.',
        remedy:
          'Find out what still holds the volume, often a pod on another node: one that only one node may write cannot be moved by a rolling update, use the strategy Recreate.',
        grace: 390,
      }),
    ]);
  });
});

describe('a pod whose claim gets no volume', () => {
  const volumes = (...names: readonly (string | undefined)[]) =>
    names.map((claimName) => ({
      name: 'v',
      ...(claimName === undefined ? {} : { persistentVolumeClaim: { claimName } }),
    }));
  const wants = (conditions: readonly Condition[], ...names: readonly (string | undefined)[]) => {
    const one = pod({ conditions });
    return seen({ ...one, spec: { ...one.spec, volumes: volumes(...names) } });
  };
  const failing = (claim: string) => {
    const told = event('ProvisioningFailed', 'no quota', { count: 2 });
    return seen({ ...told, involvedObject: { kind: 'PersistentVolumeClaim', name: claim } });
  };
  const unscheduled = (message: string): Condition => ({
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message,
  });
  const ABSENT = 'persistentvolumeclaim "data" not found';

  it.each<[string, Facts, string | undefined]>([
    ['that nobody makes', [wants([], undefined, 'data'), failing('data')], 'claim "data": no quota'],
    ['that nobody makes for another pod', [wants([], 'data'), failing('other')], undefined],
    ['that is not there', [wants([unscheduled(ABSENT)], 'data')], ABSENT],
    ['that was not there before', [wants([unscheduled(ABSENT)], 'data'), wants([], 'data')], undefined],
    ['that is there', [wants([unscheduled('Insufficient cpu')], 'data')], undefined],
    ['without claims', [wants([])], undefined],
  ])('is told or not: one %s', (_, facts, cause) => {
    const findings = found(pvcPending, ...facts);
    expect(findings.map((each) => each.cause)).toEqual(cause === undefined ? [] : [cause]);
    for (const { sentence, grace } of findings) {
      expect(sentence).toBe(`No volume for pod "api-new-1" of Deployment "api" in namespace "production": ${cause}.`);
      expect(grace).toBe(60);
    }
  });

  it('has nothing to wait for once it has a node, or has no volumes at all', () => {
    const one = pod();
    expect(
      found(
        pvcPending,
        seen({ ...one, spec: { ...one.spec, nodeName: 'n', volumes: volumes('data') } }),
        failing('data'),
      ),
    ).toEqual([]);
    expect(found(pvcPending, seen(one), failing('data'))).toEqual([]);
  });
});
