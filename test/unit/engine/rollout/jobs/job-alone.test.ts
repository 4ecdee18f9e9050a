import { describe, expect, it } from '@jest/globals';
import { rollBack } from '../../../../../engine/rollback/roll-back.ts';
import { RELEASE } from '../../../../../engine/rollout/state/annotations.ts';
import { readRunning } from '../../../../../engine/rollout/state/running-workload.ts';
import type { RunScript } from '../../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { NAMESPACE } from '../cluster-room.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { commit, image } from '../releases.ts';
import { FAILS, job, SUCCEEDS } from './job-room.ts';

/** A Job that cannot be undone, and the account that stays of it. */
const migration = (name: string) => `
apiVersion: v1
kind: ServiceAccount
metadata: { name: migrate, annotations: { sluice.dev/bears: mark } }
${job(name, ', annotations: { sluice.dev/irreversible: "true" }')}`;

function roomOf() {
  let script: RunScript = SUCCEEDS;
  const room = new DeliveryRoom({}, { containers: { migrate: () => ({ runs: [script] }) } });
  return {
    room,
    set: (next: RunScript) => {
      script = next;
    },
    roll: (name: string, change: object = {}) =>
      room.rollOut(name, { service: 'migrate', manifests: migration(name), ...change }),
    running: async () => (await readRunning(room.api, { service: 'migrate', namespace: NAMESPACE })).live,
  };
}

describe('a release that is a Job alone', () => {
  it('is complete when the Job is, and says what was rolled out', async () => {
    const { room, roll, running } = roomOf();
    const end = await roll('good');
    expect(end).toMatchObject({ outcome: 'complete', image: image('good') });
    expect(end.sentence).toBe('Job "migrate" is complete.');
    const live = await running();
    expect(live?.kind).toBe('ServiceAccount');
    expect(live?.metadata.annotations?.[RELEASE]).toBe(room.request('good').release?.digest);
  });

  it('runs once: a repeated run finds it, and another release has its own', async () => {
    const { room, roll } = roomOf();
    await roll('good');
    expect(await roll('good')).toMatchObject({ outcome: 'complete' });
    expect(room.objects('Job')).toHaveLength(1);
    await roll('good-next');
    expect(room.objects('Job')).toHaveLength(2);
  });

  it('does not run again for a release that was good, when people have tidied its Job away', async () => {
    const { room, roll } = roomOf();
    await roll('good');
    for (const { metadata } of room.objects('Job')) room.remove('Job', metadata.name);
    await room.pass(60_000);
    expect(await roll('good')).toMatchObject({ outcome: 'complete' });
    expect(room.objects('Job')).toEqual([]);
    expect(room.log.join('\n')).toMatch(
      /Job "migrate-\w+" has run with this release before and is gone: it is not run again/,
    );
  });

  it('runs again for a release that was never good, when its Job is gone', async () => {
    const { room, roll, set } = roomOf();
    set(FAILS);
    await roll('good');
    set(SUCCEEDS);
    for (const { metadata } of room.objects('Job')) room.remove('Job', metadata.name);
    await room.pass(60_000);
    expect(await roll('good')).toMatchObject({ outcome: 'complete' });
    expect(room.objects('Job')).toHaveLength(1);
  });

  it('fails with its last words, and is not said to be undone', async () => {
    const { roll, set } = roomOf();
    await roll('good');
    set(FAILS);
    const end = await roll('good-next');
    expect(end).toMatchObject({ outcome: 'failed', class: 'job-failed', rollback: 'irreversible' });
    expect(end.sentence).toMatch(/exit code 3.*cannot be undone/);
    expect(end.report).toContain('relation "users" exists');
  });

  it('is run again when a later run of the same release is asked for, and is complete then', async () => {
    const { room, roll, set } = roomOf();
    set(FAILS);
    await roll('good');
    set(SUCCEEDS);
    // Until its controller has said so, the Job has not failed.
    await room.pass(5_000);
    expect(await roll('good')).toMatchObject({ outcome: 'complete' });
  });

  it('is not overtaken by an older run', async () => {
    const { roll } = roomOf();
    await roll('good');
    const late = await roll('good-next', { run: { id: 0, attempt: 1, createdAt: '2026-11-23T10:00:00Z' } });
    expect(late.outcome).toBe('superseded');
  });

  it('is refused as something to go back to: nothing would run, and what it did would stay', async () => {
    const { room, roll } = roomOf();
    await roll('good');
    await roll('good-next');
    const { kind: _, manifests: __, release: ___, rollback: ____, verification: _____, ...rest } = room.request('x');
    const end = await room.until(rollBack({ ...rest, service: 'migrate', to: '', commit: commit('b') }, room.ports));
    expect(end.outcome).toBe('refused');
    expect(end.sentence).toMatch(/release of Jobs alone: going back to an earlier one would run nothing/);
    expect(room.objects('Job')).toHaveLength(2);
  });
});
