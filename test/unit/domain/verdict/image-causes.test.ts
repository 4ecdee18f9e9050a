import { describe, expect, it } from '@jest/globals';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { judge } from '../../../../domain/verdict/judge.ts';
import { deployment, event, IMAGE, pod, replay, replicaSet, seen, waiting } from './api-rollout.ts';

const PLATFORM = `failed to pull and unpack image "${IMAGE}": no match for platform in manifest: not found`;
const DENIED = `failed to pull and unpack image "${IMAGE}": failed to authorize: 401 Unauthorized`;
const ABSENT = `failed to pull and unpack image "${IMAGE}": ${IMAGE}: not found`;
const NO_SECRET =
  'Unable to retrieve some image pull secrets (registry); attempting to pull the image may not succeed.';

const failing = (text: string, ...others: readonly ReturnType<typeof seen>[]) =>
  replay([
    [
      0,
      seen(deployment()),
      seen(replicaSet()),
      seen(pod({ state: waiting('ErrImagePull', text) })),
      seen(event('Failed', `Failed to pull image "${IMAGE}": ${text}`, { count: 2 })),
      ...others,
    ],
  ]);

describe('an image of another platform than its node', () => {
  it('is said to be that, with what helps', () => {
    const verdict = judge(failing(PLATFORM), 10_000, GRACES);
    expect(verdict).toMatchObject({
      class: 'image-not-found',
      sentence: expect.stringContaining('is not built for the platform of its node (no match for platform'),
      remedy: expect.stringContaining('--platform'),
      trouble: 'other-platform',
    });
  });

  it('is as final where a node of the right platform has it', () => {
    const other = seen(pod({ name: 'api-new-2', ready: true, imageID: IMAGE, state: { running: {} } }));
    const observation = failing(PLATFORM, other);
    expect(judge(observation, 10_000, GRACES)).toMatchObject({ class: 'image-not-found' });
  });
});

describe('an imagePullSecret that is not there', () => {
  it.each([
    [DENIED, 'image-denied'],
    [ABSENT, 'image-not-found'],
  ])('is named beside %s', (text, code) => {
    const verdict = judge(failing(text, seen(event('FailedToRetrieveImagePullSecret', NO_SECRET))), 10_000, GRACES);
    expect(verdict).toMatchObject({
      class: code,
      sentence: expect.stringContaining('imagePullSecret registry could not be read'),
      remedy: expect.stringContaining('Create the Secret registry'),
    });
    expect(judge(failing(text), 10_000, GRACES)).toMatchObject({
      remedy: expect.not.stringContaining('Create the Secret'),
    });
  });
});
