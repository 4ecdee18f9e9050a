import { describe, expect, it } from '@jest/globals';
import { findingSentence } from '../../../../domain/restore-drill/finding.ts';
import { runDrill } from '../../../../engine/restore-drill/run-drill.ts';
import {
  COPY,
  copyOf,
  FULL,
  type Given,
  HOUR,
  made,
  NEWEST,
  NOW,
  OLDER,
  PLAN,
  SOURCE,
  stored,
  worldOf,
} from './world.ts';

const START = { ...PLAN, phase: 'start' } as const;
const alone = [stored(SOURCE), stored('agents-staging')];

async function drilled(given: Given, plan: typeof PLAN = PLAN) {
  const world = worldOf(given);
  const { outcome, findings } = await runDrill(plan, world);
  return { outcome, codes: findings.map(({ code }) => code), says: findings.map(findingSentence).join(' '), ...world };
}

describe('a run that starts', () => {
  it('restores the newest backup aside, under the name of the day, and keeps what the database had', async () => {
    const { outcome, written, kept, read } = await drilled({ databases: alone }, START);
    expect({ outcome, written, read }).toEqual({
      outcome: 'started',
      written: [`${NEWEST.name} into ${COPY}`],
      read: [`${SOURCE} at 2026-12-01T01:00:00.000Z`],
    });
    expect(kept.get(NEWEST.name)).toEqual([FULL]);
  });

  it('starts nothing twice: run again, it waits', async () => {
    expect(await drilled({}, START)).toMatchObject({ outcome: 'waiting', written: [] });
  });

  it.each<[string, Given, string[], string[]]>([
    ['no backup', { backups: [] }, ['no-backup'], []],
    ['one that is not ready', { backups: [made('b', { ready: false })] }, ['no-backup'], []],
    [
      'one of another database',
      { backups: [made('b', { database: 'projects/p/databases/agents-staging' })] },
      ['no-backup'],
      [],
    ],
    [
      'one of an earlier database of that name',
      { backups: [made('b', { databaseUid: 'another' })] },
      ['no-backup'],
      [],
    ],
    ['no database', { databases: [stored('agents-staging')] }, ['wrong-database'], []],
    [
      'one of another project',
      { databases: [{ ...stored(SOURCE), name: `projects/q/databases/${SOURCE}` }] },
      ['wrong-database'],
      [],
    ],
    ['one elsewhere', { databases: [stored(SOURCE, { location: 'eur3' })] }, ['wrong-database'], []],
    ['an old one', { backups: [made('b', { snapshotAt: NOW - 36 * HOUR - 1 })] }, ['stale-backup'], ['restored']],
    ['one that is just young enough', { backups: [made('b', { snapshotAt: NOW - 36 * HOUR })] }, [], ['restored']],
  ])('and finds %s', async (_, given, codes, written) => {
    const found = await drilled({ databases: alone, ...given }, START);
    expect(found.codes).toEqual(codes);
    expect(found.written.map(() => 'restored')).toEqual(written);
    expect(found.outcome).toBe(codes.length === 0 ? 'started' : 'bad');
  });

  it('removes what an earlier drill has left, says so, and goes on', async () => {
    const yesterday = copyOf(OLDER, 'restore-drill-20261130-agents-production');
    const { codes, written, outcome } = await drilled({ databases: [...alone, yesterday] }, START);
    expect({ codes, outcome }).toEqual({ codes: ['left-over'], outcome: 'bad' });
    expect(written).toEqual(['remove restore-drill-20261130-agents-production', `${NEWEST.name} into ${COPY}`]);
  });

  it('leaves alone what drills of others have made, and what only looks like one', async () => {
    const others = [
      'restore-drill-20261130-agents-staging',
      'restore-drill-x',
      'restore-drill-20261331-agents-production',
    ];
    const { codes, written } = await drilled({ databases: [...alone, ...others.map((id) => stored(id))] }, START);
    expect({ codes, written }).toEqual({ codes: [], written: [`${NEWEST.name} into ${COPY}`] });
  });
});

describe('a run that finishes', () => {
  it('is good when the copy has what the database had, and deletes it', async () => {
    expect(await drilled({})).toMatchObject({
      outcome: 'good',
      codes: [],
      written: [`remove ${COPY}`],
      read: [`${SOURCE} at 2026-12-01T01:00:00.000Z`, COPY],
    });
  });

  it('finds the copy of the day before, because midnight may have passed', async () => {
    const id = 'restore-drill-20261130-agents-production';
    expect(await drilled({ databases: [...alone, copyOf(NEWEST, id)] })).toMatchObject({ outcome: 'good' });
  });

  it.each<[string, Given, string[]]>([
    ['a missing collection', { copy: { total: 7, collections: { agents: 4 } } }, ['missing-collection']],
    ['one too many', { copy: { total: 7, collections: { ...FULL.collections, ghosts: 1 } } }, ['extra-collection']],
    ['a wrong count', { copy: { total: 7, collections: { agents: 3, users: 2 } } }, ['wrong-count']],
    ['a wrong count below documents', { copy: { ...FULL, total: 6 } }, ['wrong-count']],
    ['nothing', { copy: { total: 0, collections: {} } }, ['empty-restore']],
    [
      'nothing of nothing',
      { source: { total: 0, collections: {} }, copy: { total: 0, collections: {} } },
      ['empty-restore'],
    ],
    ['no copy', { databases: alone }, ['no-copy']],
    ['one that was not restored', { databases: [...alone, stored(COPY)] }, ['wrong-database']],
    ['one of a backup that nobody lists', { databases: [...alone, copyOf(made('b3'))] }, ['wrong-database']],
    ['one elsewhere', { databases: [...alone, { ...copyOf(), location: 'eur3' }] }, ['wrong-database']],
    ['a restore that failed', { restoring: { state: 'failed', says: 'INTERNAL.' } }, ['restore-failed']],
    ['one that never ends', { restoring: { state: 'running', startedAt: NOW - 4 * HOUR - 1 } }, ['never-ends']],
    ['one that nobody tells of', { restoring: undefined }, ['never-ends']],
    [
      'an old backup',
      { now: NOW + 29 * HOUR, databases: [...alone, copyOf(NEWEST, 'restore-drill-20261202-agents-production')] },
      ['stale-backup'],
    ],
  ])('finds %s, and leaves no copy behind', async (what, given, codes) => {
    const found = await drilled(given);
    expect(found.codes).toEqual(codes);
    expect(found.outcome).toBe('bad');
    expect(found.written.every((each) => each.startsWith('remove restore-drill-2026'))).toBe(true);
    expect(found.written).toHaveLength(what === 'no copy' ? 0 : 1);
  });

  it('finds that the copy is that of another database', async () => {
    const foreign = made('b9', { database: 'projects/p/databases/agents-staging', databaseUid: 'uid-agents-staging' });
    const found = await drilled({ backups: [NEWEST, foreign], databases: [...alone, copyOf(foreign)] });
    expect(found).toMatchObject({ codes: ['wrong-database'], written: [`remove ${COPY}`], read: [] });
    expect(found.says).toContain('agents-staging');
  });

  it('waits for a restore that goes on, and touches nothing', async () => {
    expect(await drilled({ restoring: { state: 'running', startedAt: NOW - 4 * HOUR } })).toMatchObject({
      outcome: 'waiting',
      written: [],
      read: [],
    });
  });

  it('is bad when the copy cannot be deleted', async () => {
    expect(await drilled({ refusesToDelete: 'It is protected.' })).toMatchObject({
      outcome: 'bad',
      codes: ['not-removed'],
      written: [`remove ${COPY}`],
    });
  });

  it('compares an old backup with what was kept of it, and says where nothing was', async () => {
    const old = made('old', { snapshotAt: NOW - 8 * 24 * HOUR });
    const given = { backups: [old], databases: [...alone, copyOf(old)] };
    expect((await drilled(given)).codes).toEqual(['stale-backup', 'not-comparable']);
    expect((await drilled({ ...given, kept: { [old.name]: [FULL] } })).codes).toEqual(['stale-backup']);
    expect((await drilled({ ...given, kept: { [old.name]: [{ ...FULL, total: 9 }] } })).codes).toEqual([
      'stale-backup',
      'wrong-count',
    ]);
  });
});
