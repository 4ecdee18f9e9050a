import { describe, expect, it } from '@jest/globals';
import { configMissing } from '../../../../domain/verdict/config-missing.ts';
import { containerCreate } from '../../../../domain/verdict/container-create.ts';
import { createRefused } from '../../../../domain/verdict/create-refused.ts';
import type { ClusterEvent, Condition, Pod } from '../../../../domain/verdict/kubernetes.ts';
import { speaksOfMissing } from '../../../../domain/verdict/missing-object.ts';
import { mountTrouble } from '../../../../domain/verdict/mount-trouble.ts';
import { neverReady } from '../../../../domain/verdict/never-ready.ts';
import { heldClaim, heldPlace } from '../../../../domain/verdict/own-places.ts';
import { pvcPending } from '../../../../domain/verdict/pvc-pending.ts';
import { stalled } from '../../../../domain/verdict/stalled.ts';
import { startTrouble } from '../../../../domain/verdict/start-trouble.ts';
import { unschedulable } from '../../../../domain/verdict/unschedulable.ts';
import { volumeFailed } from '../../../../domain/verdict/volume-failed.ts';
import { deployment, ended, event, pod, replay, replicaSet, seen, waiting } from './api-rollout.ts';
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

describe('what is missing', () => {
  it.each([
    ['secret "x" not found', true],
    ["couldn't find key a", true],
    ['nonexistent key', true],
    ['non-existent key', true],
    ['forbidden', false],
    ['failed to sync configmap cache: not found', false],
  ])('is told by such words or not: %s', (text, missing) => {
    expect(speaksOfMissing(text)).toBe(missing);
  });
});

describe('a container that cannot be made', () => {
  const inState = (reason: string, message?: string): Facts => [seen(pod({ state: waiting(reason, message) }))];
  it.each<[string, Facts, object | undefined]>([
    ['waits', inState('CreateContainerError', 'bad mount'), { cause: 'CreateContainerError: bad mount', grace: 17 }],
    ['waits without a word', inState('RunContainerError'), { cause: 'RunContainerError: no reason given', grace: 17 }],
    [
      'has a config that is wrong',
      inState('CreateContainerConfigError', 'bad user'),
      { cause: 'CreateContainerConfigError: bad user', grace: 17 },
    ],
    [
      'has one without a word',
      inState('CreateContainerConfigError'),
      { cause: 'CreateContainerConfigError: no reason given', grace: 17 },
    ],
    ['has one that is missing', inState('CreateContainerConfigError', 'secret "x" not found'), undefined],
    ['has one that is on its way', inState('CreateContainerConfigError', 'Failed to sync x'), { grace: 120 }],
    [
      'may not run as root',
      inState('CreateContainerConfigError', 'container has runAsNonRoot and image will run as root'),
      { grace: 3, trouble: 'runs-as-root' },
    ],
    ['runs', [seen(pod({ ready: true }))], undefined],
  ])('%s', (_, facts, wanted) => {
    const findings = found(containerCreate, ...facts);
    if (wanted === undefined) expect(findings).toEqual([]);
    else expect(findings).toEqual([expect.objectContaining(wanted)]);
  });

  const start = (count: number, message: string | undefined, reason: string | undefined = 'StartError'): Facts => {
    const { reason: _, ...end } = ended(128, reason, message).terminated ?? { exitCode: 128 };
    const lastState = { terminated: reason === undefined ? end : { ...end, reason } };
    return [seen(pod({ restarts: count - 1, state: waiting('CrashLoopBackOff'), lastState }))];
  };
  it.each<[string, Facts, readonly object[]]>([
    [
      'twice, for what cannot heal',
      start(2, 'exec: "x": executable file not found'),
      [{ cause: 'StartError: exec: "x": executable file not found', grace: 0, since: 0 }],
    ],
    ['once, for that', start(1, 'exec: "x": executable file not found'), []],
    ['twice, for anything', start(2, 'hiccup'), []],
    ['three times, for anything', start(3, 'hiccup'), [{ cause: 'StartError: hiccup' }]],
    ['three times, without a word', start(3, undefined), [{ cause: 'StartError: exit code 128' }]],
    ['by another word of it', start(3, 'x', 'ContainerCannotRun'), [{ cause: 'ContainerCannotRun: x' }]],
    ['by a word around it', start(3, 'x', 'NoStartError'), []],
    ['by a word behind it', start(3, 'x', 'StartErrors'), []],
    ['by no word', start(3, 'x', ''), []],
  ])('never started: %s', (_, facts, wanted) => {
    expect(found(containerCreate, ...facts)).toEqual(wanted.map((each) => expect.objectContaining(each)));
  });

  it('has started where it runs now', () => {
    const lastState = ended(128, 'StartError', 'executable file not found');
    expect(found(containerCreate, seen(pod({ restarts: 5, state: { running: {} }, lastState })))).toEqual([]);
  });

  it.each(['not a directory', 'no such file or directory', 'Permission denied', 'exec format error'])(
    'cannot heal: %s',
    (message) => {
      expect(found(containerCreate, ...start(2, message))).toHaveLength(1);
    },
  );

  it('misses what its environment refers to', () => {
    const missing = (message?: string) => found(configMissing, ...inState('CreateContainerConfigError', message));
    expect(missing('secret "keys" not found')).toEqual([
      expect.objectContaining({
        sentence: 'Container "api" of pod "api-new-1" cannot start: secret "keys" not found.',
        since: 0,
        grace: 30,
      }),
    ]);
    expect(missing('bad user')).toEqual([]);
    expect(missing()).toEqual([]);
  });
});

describe('what is known of a start', () => {
  it.each([
    [
      'exec format error',
      'Build the image for the platform of its node (docker buildx build --platform), or lead the pod to nodes of its own (kubernetes.io/arch); a script needs "#!" in its first line.',
    ],
    [
      'exec /x: no such file or directory',
      'The program is there, what it needs to run is not: another C library (glibc or musl), or the interpreter in its first line, which line ends of Windows spoil, too. Build it on the base image that it runs on.',
    ],
    [
      'error loading shared libraries',
      'Install that library in the image, or build the program on the base image that it runs on.',
    ],
    ['symbol not found', 'Install that library in the image, or build the program on the base image that it runs on.'],
    [
      'exec: "x": permission denied',
      'Make that file executable in the image (chmod +x), for the user that the container runs as.',
    ],
    [
      'exec /x: permission denied',
      'Make that file executable in the image (chmod +x), for the user that the container runs as.',
    ],
    [
      'fork/exec /app/x: permission denied',
      'Make that file executable in the image (chmod +x), for the user that the container runs as.',
    ],
    [
      'executable file not found',
      'Correct command and arguments: that program is not in the image, or a volume is mounted over it.',
    ],
    [
      'so: exec: "/x": no such file or directory',
      'Correct command and arguments: that program is not in the image, or a volume is mounted over it.',
    ],
    ['runAsNonRoot', 'Give the image a numeric USER other than 0, or set securityContext.runAsUser.'],
    ['bind: permission denied', 'Listen on a port above 1023, or give the container the capability NET_BIND_SERVICE.'],
    [
      'EACCES on address 0.0.0.0:443',
      'Listen on a port above 1023, or give the container the capability NET_BIND_SERVICE.',
    ],
    [
      'EACCES on 0.0.0.0:44300',
      'The user that the container runs as may not do that: correct the rights in the image, or runAsUser and fsGroup.',
    ],
    [
      'address is already in use',
      'Another process of the pod, or with hostNetwork of the node, listens on that port already: give each container a port of its own.',
    ],
    ['read-only filesystem', 'Mount an emptyDir where the process writes, or switch off readOnlyRootFilesystem.'],
    ['EROFS', 'Mount an emptyDir where the process writes, or switch off readOnlyRootFilesystem.'],
    [
      'permission denied',
      'The user that the container runs as may not do that: correct the rights in the image, or runAsUser and fsGroup.',
    ],
  ])('says what helps: %s', (text, remedy) => {
    expect(startTrouble(text)?.remedy).toBe(remedy);
  });
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
