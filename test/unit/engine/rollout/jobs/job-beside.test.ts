import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { image, manifests } from '../delivery-room.ts';
import { job, podOf, roomOf } from './job-room.ts';

describe('a Job beside a rollout', () => {
  const beside = (name: string) => job(name, '', 'a: b');

  it('runs once for a release, after its pods were written, and the release is complete with it', async () => {
    const { room, runs, roll } = roomOf();
    const given = { manifests: manifests('one') + beside('one') };
    expect(await roll('one', given)).toMatchObject({ outcome: 'complete' });
    const written = room.cluster.writes.filter((write) => /^(Job|Deployment)/.test(write)).slice(0, 2);
    expect(written.map((write) => write.replace(/-[0-9a-f]{10}$/, ''))).toEqual(['Deployment/api', 'Job/migrate']);
    expect(await roll('one', given)).toMatchObject({ outcome: 'complete' });
    expect(runs).toHaveLength(1);
  });

  it('that fails takes the pods back, and is not run again by going back', async () => {
    const { room, runs, set, roll } = roomOf();
    await roll('one', { manifests: manifests('one') + beside('one') });
    set('Failed');
    const result = await roll('two', { manifests: manifests('two') + beside('two') });
    expect(result).toMatchObject({ outcome: 'rolled-back', class: 'job-failed', image: image('one') });
    expect(room.liveImage).toBe(image('one'));
    expect(runs).toHaveLength(2);
  });

  it('that had not started when its release failed is removed, and one that runs is not', async () => {
    for (const [state, left] of [
      [{ waiting: { reason: 'ContainerCreating' } }, 0],
      [{ running: { startedAt: '2026-11-23T11:00:00Z' } }, 1],
    ] as const) {
      const { room, set, roll } = roomOf();
      set(undefined);
      const others = room.cluster.react;
      room.cluster.react = (object: KubernetesObject) => {
        others(object);
        if (object.kind !== 'Job') return;
        room.cluster.put({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: podOf(object.metadata.name),
          spec: { containers: [{ name: 'migrate' }] },
          status: {
            phase: 'Pending',
            containerStatuses: [{ name: 'migrate', ready: false, restartCount: 0, state }],
          },
        });
      };
      const result = await roll('bad', { manifests: manifests('bad') + beside('bad') });
      expect(result).toMatchObject({ outcome: 'failed', class: 'crash-loop' });
      expect([...room.cluster.objects.keys()].filter((key) => key.startsWith('Job/'))).toHaveLength(left);
    }
  });

  it('may be all that a release has', async () => {
    const { set, roll } = roomOf();
    expect(await roll('one', { manifests: beside('one') })).toMatchObject({ outcome: 'complete' });
    set('Failed');
    expect(await roll('two', { manifests: beside('two') })).toMatchObject({
      class: 'job-failed',
      sentence: expect.stringMatching(/Job "migrate-\w+".* failed/),
    });
  });

  it('has no place where traffic is moved: there it runs before', async () => {
    const { room, roll } = roomOf();
    const strategy = { kind: 'blueGreen', bake: seconds(0), scaleDownDelay: seconds(0) } as const;
    const result = await roll('one', { manifests: manifests('one') + beside('one'), strategy });
    expect(result).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining('sluice.dev/phase: pre-deploy'),
    });
    expect(room.cluster.writes).toEqual([]);
  });
});
