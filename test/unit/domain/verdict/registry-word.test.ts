import { describe, expect, it } from '@jest/globals';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { judge } from '../../../../domain/verdict/judge.ts';
import type { Observation } from '../../../../domain/verdict/observation.ts';
import { heard, registryQuestions } from '../../../../domain/verdict/registry-word.ts';
import { deployment, event, IMAGE, pod, replay, replicaSet, seen, waiting } from './api-rollout.ts';

const NOT_FOUND = `failed to pull and unpack image "${IMAGE}": ${IMAGE}: not found`;

/** A pull that failed so often, the first time 4 s after our write: an old pod had to leave first. */
const failed = (times: number, text = NOT_FOUND): Observation =>
  replay([
    [0, seen(deployment()), seen(replicaSet())],
    [
      4,
      seen(pod({ state: waiting('ErrImagePull', text) })),
      seen(event('Failed', `Failed to pull image "${IMAGE}": ${text}`, { count: times })),
    ],
  ]);
const at = (observation: Observation, second: number) => judge(observation, second * 1000, GRACES);

describe('what the registry says itself about an image that nodes do not find', () => {
  it('is asked for at first sight, and once more before a failure is told', () => {
    const first = failed(1);
    expect(registryQuestions(first, GRACES)).toEqual([{ image: IMAGE, at: 4_000 }]);
    const second = heard(first, IMAGE, false, 4_100);
    expect(registryQuestions(second, GRACES)).toEqual([{ image: IMAGE, at: 16_000 }]);
    expect(registryQuestions(heard(second, IMAGE, false, 16_000), GRACES)).toEqual([]);
  });

  it('makes a failure of the first pull that failed, when the image is still away 16 s after our write', () => {
    const asked = heard(failed(1), IMAGE, false, 4_100);
    expect(at(asked, 16).state).toBe('progressing');
    expect(at(heard(asked, IMAGE, false, 16_000), 16)).toMatchObject({ state: 'failed', class: 'image-not-found' });
  });

  it('holds a failure back until it was asked again, for at most 4 s, however often the kubelet tried', () => {
    const asked = heard(failed(2), IMAGE, false, 4_100);
    expect(at(asked, 15.9).state).toBe('progressing');
    expect(at(asked, 20)).toMatchObject({ state: 'failed' });
  });

  it('lets an image come that was pushed meanwhile, and waits for the next pull', () => {
    const pushed = heard(heard(failed(2), IMAGE, false, 4_100), IMAGE, true, 16_000);
    expect(registryQuestions(pushed, GRACES)).toEqual([]);
    expect(at(pushed, 48).state).toBe('progressing');
    expect(at(pushed, 49)).toMatchObject({ state: 'failed', class: 'image-not-found' });
  });

  it('is outweighed by the third pull that fails: these nodes ask another registry', () => {
    const third = heard(failed(3), IMAGE, true, 4_100);
    expect(at(third, 14)).toMatchObject({ state: 'failed', class: 'image-not-found' });
  });

  it('is not asked for where the image is there for other machines', () => {
    const other = failed(2, `failed to pull and unpack image "${IMAGE}": no match for platform in manifest: not found`);
    expect(registryQuestions(other, GRACES)).toEqual([]);
    expect(at(heard(other, IMAGE, true, 4_100), 14)).toMatchObject({ state: 'failed', class: 'image-not-found' });
  });

  it('changes nothing where it could not be had: two pulls that failed decide', () => {
    expect(at(failed(2), 13.9).state).toBe('progressing');
    expect(at(failed(2), 14)).toMatchObject({ state: 'failed', class: 'image-not-found' });
    expect(at(failed(1), 48).state).toBe('progressing');
  });
});
