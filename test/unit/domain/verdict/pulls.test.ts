import { describe, expect, it } from '@jest/globals';
import { imageDenied } from '../../../../domain/verdict/image-denied.ts';
import { imageNotFound } from '../../../../domain/verdict/image-not-found.ts';
import { imageTransient } from '../../../../domain/verdict/image-transient.ts';
import { invalidImage } from '../../../../domain/verdict/invalid-image.ts';
import type { ClusterEvent, Pod } from '../../../../domain/verdict/kubernetes.ts';
import { type PullCause, pullCause, pullFailures, pullReason } from '../../../../domain/verdict/pull-cause.ts';
import { missingPullSecret } from '../../../../domain/verdict/pull-secret.ts';
import { event, IMAGE, pod, replay, seen, waiting } from './api-rollout.ts';
import { found, viewAt } from './found.ts';
import { started } from './stories/story.ts';

describe('words of a failed pull', () => {
  it.each<[PullCause, readonly string[]]>([
    [
      'transient',
      [
        ...['toomanyrequests', '429', 'rate limit', '500', '502', '503', '504', 'timeout', 'timed out', 'time out'],
        ...['deadline exceeded', 'connection reset', 'connection refused', 'no such host', 'TLS handshake'],
        ...['unexpected EOF', 'EOF', 'temporarily', 'unavailable', 'server error'],
      ],
    ],
    [
      'denied',
      [
        ...['denied', 'unauthorized', 'unauthorised', 'forbidden', '401', '403', 'authentication required'],
        ...['no basic auth', 'insufficient_scope'],
      ],
    ],
    [
      'not-found',
      [
        ...['no match for platform', 'no matching manifest for x', 'no image found in image index for x'],
        ...['no image found in manifest list for x', 'does not match the specified platform'],
        ...[
          'not found',
          'manifest unknown',
          'name unknown',
          '404',
          'does not exist',
          'no such image',
          'no such manifest',
        ],
      ],
    ],
    [
      'unknown',
      ['501', '402', '1429', '4290', 'x5001', '4040', '14010', 'EOFs', 'no space left', 'no such device', 'timex out'],
    ],
  ])('are %s', (cause, texts) => {
    expect(texts.filter((text) => pullCause(`so: ${text}`, 'r/a:1') !== cause)).toEqual([]);
  });

  it('are not those of the image, its repository, its tag or its registry, wherever they stand', () => {
    const image = 'eof.example/denied/x:timeout';
    for (const name of [image, 'eof.example/denied/x', 'denied/x', 'timeout', 'eof.example'])
      expect(pullCause(`say ${name} once`, image)).toBe('unknown');
    expect(pullCause('denied', 'r/denied@sha256')).toBe('unknown');
    expect(pullCause('x404x', 'r/x:y')).toBe('unknown');
    // Two letters would be found in too many words.
    expect(pullCause('de-nied denied', 'de/ni:ed')).toBe('denied');
    expect(pullCause('not\u0000found', 'r/x\u0000')).toBe('unknown');
  });

  it('are those of what no reference of an image looks like, too', () => {
    expect(pullCause('not found', '')).toBe('not-found');
    expect(pullCause('not found', 'plain')).toBe('not-found');
  });

  it.each([
    ['rpc error: code = NotFound desc = not here', '', 'not here'],
    ['one\nrpc error: code = Unknown desc = failed: "r/x": not here', 'r/x', 'not here'],
    ['pull "r/x": pull "r/x": not here', 'r/x', 'not here'],
    ['not here', 'r/x', 'not here'],
    ['r/x: denied', 'r/x', 'denied'],
    ['failed: r/x', 'r/x', 'failed: r/x'],
    ['  not here ', '', 'not here'],
    ['code = X desc = y', '', 'code = X desc = y'],
  ])('are told without what is wrapped around them: %s', (text, image, reason) => {
    expect(pullReason(text, image)).toBe(reason);
  });
});

const pulling = (message?: string, change: Parameters<typeof pod>[0] = {}) =>
  seen(pod({ state: waiting('ErrImagePull', message), ...change }));
const about = (told: ClusterEvent, fieldPath?: string): ClusterEvent => {
  const { fieldPath: _, ...involved } = told.involvedObject;
  return { ...told, involvedObject: fieldPath === undefined ? involved : { ...involved, fieldPath } };
};
const failures = (...facts: ReturnType<typeof seen>[]) => pullFailures(viewAt(replay([[0, ...started, ...facts]])));

describe('a pull that fails', () => {
  const FAILED = `Failed to pull image "${IMAGE}": not found`;
  const failed = (count: number, message = FAILED) => event('Failed', message, { count });

  it('is told by its container, and counted by events', () => {
    expect(failures(pulling('not found'), seen(failed(2)))).toEqual([
      expect.objectContaining({ since: 0, cause: 'not-found', text: 'not found', answers: 2 }),
    ]);
    expect(failures(seen(pod({ ready: true })))).toEqual([]);
  });

  it.each([
    ['of another reason', event('Pulling', FAILED), 0],
    ['that only says that it is tried again', event('Failed', 'Error: ImagePullBackOff'), 0],
    ['that speaks of such a failure', event('Failed', `so: ${FAILED}`), 0],
    ['of another container', about(failed(1), 'spec.containers{web}'), 0],
    ['that says of no container', about(failed(1)), 1],
  ])('is not counted by an event %s', (_, told, answers) => {
    expect(failures(pulling('not found'), seen(told))[0]?.answers).toBe(answers);
  });

  it('is explained by the event that tells a cause, where the container tells none', () => {
    const cause = (...events: readonly ClusterEvent[]) => {
      const [first] = failures(pulling(), ...events.map(seen));
      return [first?.cause, first?.text];
    };
    expect(cause()).toEqual(['unknown', 'the kubelet gives no reason']);
    expect(cause(event('Failed', 'Failed to pull: no space left'))).toEqual(['unknown', 'the kubelet gives no reason']);
    expect(cause(event('Failed', 'a pull: no space'), event('Failed', 'b pull: denied'))).toEqual([
      'denied',
      'b pull: denied',
    ]);
    expect(cause(event('Failed', 'denied'))).toEqual(['unknown', 'the kubelet gives no reason']);
    expect(cause(event('BackOff', 'pull denied'))).toEqual(['unknown', 'the kubelet gives no reason']);
    const { message: _, ...silent } = failed(1);
    expect(cause(silent)).toEqual(['unknown', 'the kubelet gives no reason']);
  });

  it('may pass where another pod has the image, but for what its registry denies or has for others', () => {
    const other = (change: Parameters<typeof pod>[0] = {}) =>
      seen(pod({ name: 'api-new-2', ready: true, imageID: IMAGE, ...change }));
    const cause = (...facts: Parameters<typeof failures>) => failures(...facts)[0]?.cause;
    expect(cause(pulling('not found'), other())).toBe('transient');
    expect(cause(pulling('not found'), other({ imageID: '' }))).toBe('not-found');
    expect(cause(pulling('denied'), other())).toBe('denied');
    expect(cause(pulling('no match for platform'), other())).toBe('not-found');
    expect(cause(pulling('not found', { imageID: IMAGE }))).toBe('not-found');
    const foreign = pod({ name: 'api-new-2', ready: true, imageID: IMAGE });
    const spec = { ...foreign.spec, containers: foreign.spec.containers.map((one) => ({ ...one, image: 'other' })) };
    expect(cause(pulling('not found'), seen({ ...foreign, spec }))).toBe('not-found');
    const imageless: Pod = {
      ...foreign,
      status: { containerStatuses: (foreign.status?.containerStatuses ?? []).map(({ imageID: _, ...rest }) => rest) },
    };
    expect(cause(pulling('not found'), seen(imageless))).toBe('not-found');
  });

  it('is of one class by its cause', () => {
    const classes = (message: string | undefined) =>
      [imageDenied, imageNotFound, imageTransient]
        .filter((one) => found(one, pulling(message)).length > 0)
        .map(({ code }) => code);
    expect(classes('denied')).toEqual(['image-denied']);
    expect(classes('not found')).toEqual(['image-not-found']);
    expect(classes('503')).toEqual(['image-transient']);
    expect(classes(undefined)).toEqual(['image-transient']);
  });

  it('of another platform says what helps', () => {
    expect(found(imageNotFound, pulling('no match for platform in manifest'))).toEqual([
      expect.objectContaining({
        sentence: `Container "api" of pod "api-new-1" has an image that is not built for the platform of its node (no match for platform in manifest): ${IMAGE}.`,
        remedy:
          'Build the image for that platform, too (docker buildx build --platform), or lead the pod to nodes that it is built for (kubernetes.io/arch).',
        trouble: 'other-platform',
      }),
    ]);
    expect(found(imageNotFound, pulling('not found'))[0]).not.toHaveProperty('trouble');
  });

  it('without its Secret says so', () => {
    const told = (message: string | undefined) => {
      const { message: _, ...rest } = event('FailedToRetrieveImagePullSecret', '');
      return seen(message === undefined ? rest : { ...rest, message });
    };
    const one = told(
      'Unable to retrieve some image pull secrets (puller); attempting to pull the image may not succeed.',
    );
    for (const by of [imageDenied, imageNotFound])
      expect(found(by, pulling(by === imageDenied ? 'denied' : 'not found'), one)).toEqual([
        expect.objectContaining({
          sentence: expect.stringMatching(
            / Its imagePullSecret puller could not be read, so the image was asked for without it\.$/,
          ),
          remedy:
            'Create the Secret puller (kubectl create secret docker-registry) in this namespace, or correct its name in imagePullSecrets.',
        }),
      ]);
    const secret = (message: string | undefined) =>
      missingPullSecret(pod(), viewAt(replay([[0, ...started, seen(pod()), told(message)]])));
    expect(secret('the secret (a)')?.sentence).toContain(' a could');
    expect(secret('secrets (a, b)')?.sentence).toContain(' a, b could');
    expect(secret('something else')).toBeUndefined();
    expect(secret(undefined)).toBeUndefined();
  });
});

describe('an image that can never be pulled', () => {
  const never = (reason: string, message?: string) =>
    found(invalidImage, seen(pod({ state: waiting(reason, message) })));
  it('is malformed, or nobody may pull it', () => {
    expect(never('InvalidImageName', 'bad')).toEqual([
      expect.objectContaining({
        cause: 'InvalidImageName: bad',
        remedy: 'Write the image as host/repository@sha256:<64 hex>, in lower case and without spaces.',
        grace: 3,
      }),
    ]);
    expect(never('ErrImageNeverPull')).toEqual([
      expect.objectContaining({
        cause: `ErrImageNeverPull: ${IMAGE}`,
        remedy: 'The image is not on the node and imagePullPolicy is Never: change the policy.',
      }),
    ]);
  });
});
