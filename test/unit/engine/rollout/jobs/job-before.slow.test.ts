import { describe, expect, it } from '@jest/globals';
import { rollBack } from '../../../../../engine/rollback/roll-back.ts';
import { jobOf } from '../../../../../engine/rollout/jobs/release-job.ts';
import { deaths } from '../mortal-cluster.ts';
import { image, manifests } from '../releases.ts';
import { FAILS, job, NEVER_ENDS, roomOf, SUCCEEDS } from './job-room.ts';

describe('a Job before a rollout', () => {
  it('runs once for a release, after its Services and before its pods', async () => {
    const { room, runs, roll } = roomOf();
    expect(await roll('one')).toMatchObject({ outcome: 'complete' });
    const written = room.cluster.writes.filter((write) => /^(Service|Job|Deployment)/.test(write)).slice(0, 3);
    expect(written.map((write) => write.replace(/-[0-9a-f]{10}$/, ''))).toEqual([
      'Service/api',
      'Job/migrate',
      'Deployment/api',
    ]);
    await roll('one');
    await roll('one');
    expect(runs).toHaveLength(1);
    await roll('two');
    expect(new Set(runs).size).toBe(2);
  });

  it('that fails stops the release before any of its pods, with its last line', async () => {
    const { room, set, roll } = roomOf();
    await roll('one');
    set(FAILS);
    const result = await roll('two');
    expect(result).toMatchObject({ outcome: 'rolled-back', rollback: 'complete', image: image('one') });
    expect(result.sentence).toMatch(
      /^Job "migrate-[0-9a-f]{10}" in namespace "production" failed: container "migrate" .* ended with exit code 3.* It said: "/,
    );
    expect(room.log.join('\n')).not.toContain(image('two'));
  });

  it('that failed is run again by a run that is repeated, and not by the same one', async () => {
    const { runs, set, roll, room } = roomOf();
    set(FAILS);
    const { run } = room.request('one');
    expect(await roll('one', { run })).toMatchObject({ outcome: 'failed', rollback: 'none-first-deploy' });
    expect(runs).toHaveLength(1);
    set(SUCCEEDS);
    // Until its controller has said so, the Job has not failed.
    await room.pass(5_000);
    expect(await roll('one', { run: { ...run, attempt: 2 } })).toMatchObject({ outcome: 'complete' });
    expect(runs).toHaveLength(2);
  });

  it('that a dead run has started is waited for and not run twice', async () => {
    const { room, runs, set, roll } = roomOf();
    const request = room.request('one', { manifests: manifests('one') + job('one') });
    room.clock.after(1_000, () => room.cluster.setReachable(false));
    set({ exit: { code: 0, after: 230_000 } });
    expect(await roll('one', { run: request.run })).toMatchObject({ outcome: 'unknown' });
    await room.cluster.setReachable(true);
    expect(await roll('one', { run: { ...request.run, attempt: 2 } })).toMatchObject({ outcome: 'complete' });
    expect(runs).toHaveLength(1);
  });

  it('is run once whenever the run dies and is repeated, 9 writes', async () => {
    const prepared = () => {
      const made = roomOf();
      return { ...made, request: made.room.request('one', { manifests: manifests('one') + job('one') }) };
    };
    const undisturbed = prepared();
    const whole = undisturbed.room.start(undisturbed.request);
    expect(await undisturbed.room.until(whole.ended)).toMatchObject({ outcome: 'complete' });
    expect(whole.writes()).toBe(9);
    for (const death of deaths(9)) {
      const { room, runs, request } = prepared();
      await room.until(room.start(request, death).ended);
      const again = await room.until(room.start({ ...request, run: { ...request.run, attempt: 2 } }).ended);
      expect({ ...death, outcome: again.outcome, runs: runs.length }).toEqual({
        ...death,
        outcome: 'complete',
        runs: 1,
      });
    }
  });

  it('is never run by going back', async () => {
    const { room, runs, roll } = roomOf();
    await roll('one');
    await roll('two');
    expect(await roll('bad')).toMatchObject({ outcome: 'rolled-back' });
    expect(runs).toHaveLength(3);
    expect(await room.until(rollBack({ ...room.request('none'), to: '' }, room.ports))).toMatchObject({
      outcome: 'complete',
    });
    expect(runs).toHaveLength(3);
  });

  it('that does not end is a failure after the time of the rollout', async () => {
    const { set, roll } = roomOf();
    set(NEVER_ENDS);
    expect(await roll('one')).toMatchObject({
      outcome: 'timeout',
      sentence: expect.stringContaining('the timeout of 600 s passed while it has 0 of 1 done'),
    });
  });

  it('that cannot be undone keeps the release from being undone', async () => {
    const { roll } = roomOf();
    await roll('one');
    const irreversible = manifests('bad') + job('bad', ', annotations: { sluice.dev/irreversible: "true" }');
    expect(await roll('bad', { manifests: irreversible })).toMatchObject({
      outcome: 'failed',
      rollback: 'irreversible',
    });
  });

  it.each([
    ['an image by tag', job('one').replace(/@sha256:[0-9a-f]+/, ':latest'), /A tag can be moved/],
    [
      'one that removes itself',
      job('one').replace('spec:\n', 'spec:\n  ttlSecondsAfterFinished: 5\n'),
      /would run again/,
    ],
  ])('is refused by name: %s', async (_, text, says) => {
    const { room, roll } = roomOf();
    const result = await roll('one', { manifests: manifests('one') + text });
    expect(result).toMatchObject({ outcome: 'refused', sentence: expect.stringMatching(says) });
    expect(room.cluster.writes).toEqual([]);
  });

  it('whose image nobody has is a failure of that class, long before the time is over', async () => {
    const { room, roll } = roomOf();
    room.behave('one', 'not-found');
    const result = await roll('one');
    expect(result).toMatchObject({ outcome: 'failed', class: 'image-not-found' });
    expect(result.secondsToVerdict).toBeLessThan(60);
    // It must not run later, without its release.
    expect(room.objects('Job')).toEqual([]);
  });

  it('has a name of at most 63 characters that tells release and content', () => {
    const manifest = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'm'.repeat(63) }, spec: {} };
    const run = { id: 1, attempt: 1, createdAt: '2026-11-23T11:01:00Z' };
    const name = (key: string, change: object = {}) => jobOf({ ...manifest, ...change }, key, run).metadata.name;
    expect(name('a')).toHaveLength(63);
    expect(new Set([name('a'), name('b'), name('a', { spec: { x: 1 } })]).size).toBe(3);
    expect(name('a')).toBe(jobOf(manifest, 'a', { ...run, id: 2 }).metadata.name);
  });
});
