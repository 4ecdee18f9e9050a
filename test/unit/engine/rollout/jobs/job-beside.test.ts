import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { image, manifests } from '../releases.ts';
import { FAILS, job, NEVER_ENDS, NEVER_STARTS, roomOf } from './job-room.ts';

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
    set(FAILS);
    const result = await roll('two', { manifests: manifests('two') + beside('two') });
    expect(result).toMatchObject({ outcome: 'rolled-back', class: 'job-failed', image: image('one') });
    expect(room.liveImage).toBe(image('one'));
    expect(runs).toHaveLength(2);
  });

  it('that had not started when its release failed is removed, and one that runs is not', async () => {
    for (const [migration, left] of [
      [NEVER_STARTS, 0],
      [NEVER_ENDS, 1],
    ] as const) {
      const { room, set, roll } = roomOf();
      set(migration);
      const result = await roll('bad', { manifests: manifests('bad') + beside('bad') });
      expect(result).toMatchObject({ outcome: 'failed', class: 'crash-loop' });
      expect(room.objects('Job')).toHaveLength(left);
    }
  });

  it('may be all that a release has', async () => {
    const { set, roll } = roomOf();
    expect(await roll('one', { manifests: beside('one') })).toMatchObject({ outcome: 'complete' });
    set(FAILS);
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
