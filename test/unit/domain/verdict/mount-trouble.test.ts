import { describe, expect, it } from '@jest/globals';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { judge } from '../../../../domain/verdict/judge.ts';
import { crashing, ended, event, pod, replay, seen, waiting } from './api-rollout.ts';
import { started } from './stories/story.ts';

const at = (seconds: number, ...facts: ReturnType<typeof seen>[]) =>
  judge(replay([[0, ...started, ...facts]]), seconds * 1000, GRACES);

describe('a volume that was late', () => {
  const notRegistered = event('FailedMount', 'object "production"/"kube-root-ca.crt" not registered');
  const syncs = event('FailedMount', 'MountVolume.SetUp failed for volume "a" : failed to sync secret cache');

  it.each([
    ['by a delay of the kubelet', [notRegistered, syncs]],
    [
      'before the sandbox had no address',
      [event('FailedMount', 'no such host'), event('FailedCreatePodSandBox', 'no IP')],
    ],
    ['before its image was pulled', [event('FailedMount', 'no such host'), event('Pulling', 'Pulling image "x"')]],
  ])('is no failure: %s', (_, events) => {
    expect(at(500, seen(pod()), ...events.map(seen)).state).toBe('progressing');
  });

  it('is attached, and then cannot be mounted', () => {
    const events = [
      event('FailedAttachVolume', 'Multi-Attach error for volume "pvc"'),
      event('SuccessfulAttachVolume', 'AttachVolume.Attach succeeded for volume "pvc"'),
      event('FailedMount', 'MountVolume.MountDevice failed for volume "pvc" : wrong fs type'),
    ];
    expect(at(68, seen(pod()), ...events.map(seen))).toMatchObject({
      class: 'volume-failed',
      sentence: expect.stringContaining('wrong fs type'),
    });
  });

  it('has the time of an attachment where the kubelet only says that it waited', () => {
    const waited = event(
      'FailedMount',
      'Unable to attach or mount volumes: unmounted volumes=[a]: timed out waiting for the condition',
    );
    expect(at(389, seen(pod()), seen(waited)).state).toBe('progressing');
    expect(at(390, seen(pod()), seen(waited))).toMatchObject({ class: 'volume-failed' });
  });
});

describe('a hook after the start', () => {
  const failed = (times: number) => seen(event('FailedPostStartHook', 'PostStartHook failed', { count: times }));

  it.each([
    ['a process that ends by itself meanwhile', crashing(3, ended(1)), 3],
    ['a kill that has another reason', crashing(3, ended(137)), 1],
  ])('is not blamed for %s', (_, life, times) => {
    const hook = seen(
      pod({ state: waiting('PostStartHookError', 'Exec lifecycle hook failed: cannot exec in a stopped container') }),
    );
    const verdict = at(0, hook, failed(times), seen(pod(life)));
    expect(verdict).toMatchObject({ class: 'crash-loop', sentence: expect.stringContaining('crashes, 3 times') });
  });
});
