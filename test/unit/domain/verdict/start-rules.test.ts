import { describe, expect, it } from '@jest/globals';
import { configMissing } from '../../../../domain/verdict/config-missing.ts';
import { containerCreate } from '../../../../domain/verdict/container-create.ts';
import { speaksOfMissing } from '../../../../domain/verdict/missing-object.ts';
import { startTrouble } from '../../../../domain/verdict/start-trouble.ts';
import { ended, pod, seen, waiting } from './api-rollout.ts';
import { found } from './found.ts';

type Facts = readonly ReturnType<typeof seen>[];

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
