import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { drillName } from '../../../../domain/restore-drill/drill-name.ts';
import type { DrillPhase } from '../../../../domain/restore-drill/phase.ts';
import type { DrillPlan } from '../../../../engine/restore-drill/plan.ts';
import { runDrill } from '../../../../engine/restore-drill/run-drill.ts';
import { findEmulator } from '../../../../rehearsal/data/find-emulator.ts';
import { type FirestoreEmulator, startFirestoreEmulator } from '../../../../rehearsal/data/firestore-emulator.ts';
import { plainEnclosures } from '../../../../rehearsal/enclosure/plain-enclosures.ts';
import { EmulatorDrillStore, PLACE } from '../../adapters/firestore/emulator-drill-store.ts';

const programs = findEmulator(process.env['PATH'] ?? '');
// Counted as skipped where it is not installed, which the name says in the summary.
const fact = programs === undefined ? it.skip : it;
const note =
  programs === undefined ? ' (not run: neither Java nor the Firestore emulator of the Google Cloud SDK is here)' : '';

const HOUR = 3_600_000;
const [SOURCE, OTHER] = ['agents-production', 'agents-staging'];
const NOTHING = { total: 0, collections: {} };
const DOCUMENTS = ['agents/a', 'agents/b', 'agents/b/runs/1', 'sessions/s'];

let emulator: FirestoreEmulator | undefined;
let folder = '';
let host = '';
let begun = 0;

beforeAll(async () => {
  begun = performance.now();
  if (programs === undefined) return;
  folder = await mkdtemp(join(tmpdir(), 'sluice-drill-'));
  emulator = startFirestoreEmulator(programs, { enclosures: plainEnclosures(), folder });
  host = await emulator.host;
}, 60_000);

afterAll(async () => {
  await emulator?.close();
  if (folder !== '') await rm(folder, { recursive: true, force: true });
});

let projects = 0;

/** A project of its own, with two databases that hold something, and a backup of either. What is written later is in no backup. */
async function project(age = 0) {
  projects += 1;
  const id = `drills-${projects}`;
  const exports = await mkdtemp(join(folder, 'exports-'));
  const store = new EmulatorDrillStore({ host, folder: exports }, id, [SOURCE, OTHER]);
  for (const database of [SOURCE, OTHER]) for (const path of DOCUMENTS) await store.write(database, path);
  const backup = await store.backUp(SOURCE, age);
  const foreign = await store.backUp(OTHER, age);
  await store.write(SOURCE, 'agents/later');
  await store.erase(SOURCE, 'sessions/s');
  const kept = new Map();
  const plan = (phase: DrillPhase): DrillPlan => ({
    ...{ project: id, database: SOURCE, location: PLACE, phase, freshFor: 36 * HOUR, endsWithin: 4 * HOUR },
  });
  const run = async (phase: DrillPhase) => {
    const { outcome, findings, counts } = await runDrill(plan(phase), {
      store,
      now: Date.now,
      counts: { keep: async (name, counts) => void kept.set(name, counts), kept: async (name) => kept.get(name) },
    });
    return { outcome, counts, codes: findings.map(({ code }) => code) };
  };
  const copy = drillName(SOURCE, Date.now());
  const copies = async () => (await store.databases()).length - 2;
  return { store, backup, foreign, run, copy, copies };
}

describe(`a drill on Firestore's emulator${note}`, () => {
  fact('is good when the backup brings back what the database held then, whatever was written since', async () => {
    const { run, copies, copy, store } = await project();
    expect(await run('start')).toMatchObject({ outcome: 'started', codes: [] });
    expect(await copies()).toBe(1);
    expect(await run('finish')).toEqual({
      outcome: 'good',
      codes: [],
      counts: { total: 4, collections: { agents: 2, sessions: 1 } },
    });
    expect(await copies()).toBe(0);
    expect(await store.held({ project: copy, database: SOURCE })).toEqual(NOTHING);
    expect(await store.counts(SOURCE)).toEqual({ total: 4, collections: { agents: 3 } });
  });

  fact.each<[string, readonly string[], readonly string[]]>([
    ['a missing collection', ['sessions/s'], ['missing-collection', 'wrong-count']],
    ['a wrong count', ['agents/a'], ['wrong-count', 'wrong-count']],
    ['a wrong count below documents', ['agents/b/runs/1'], ['wrong-count']],
    ['an empty restore', DOCUMENTS, ['empty-restore']],
  ])('finds %s, and leaves nothing behind', async (_, erased, codes) => {
    const { run, store, copy, copies } = await project();
    await run('start');
    for (const path of erased) await store.erase(copy, path);
    expect(await run('finish')).toMatchObject({ outcome: 'bad', codes });
    expect(await copies()).toBe(0);
  });

  fact('finds a stale backup', async () => {
    const { run } = await project(37 * HOUR);
    expect(await run('start')).toMatchObject({ outcome: 'bad', codes: ['stale-backup'] });
  });

  fact('finds a wrong database, which is compared with nothing', async () => {
    const { run, store, foreign, copy, copies } = await project();
    await store.restore(foreign.name, copy);
    expect(await run('finish')).toEqual({ outcome: 'bad', codes: ['wrong-database'], counts: undefined });
    expect(await copies()).toBe(0);
  });

  fact('finds a left-over drill, removes it, and goes on', async () => {
    const { run, store, backup, copies } = await project();
    const old = drillName(SOURCE, Date.now() - 24 * HOUR);
    await store.restore(backup.name, old);
    expect(await run('start')).toMatchObject({ outcome: 'bad', codes: ['left-over'] });
    expect(await copies()).toBe(1);
    expect(await store.held({ project: old, database: SOURCE })).toEqual(NOTHING);
    expect(await run('finish')).toMatchObject({ outcome: 'good' });
  });

  fact('finds a restore that never ends, and gives it up', async () => {
    const { run, store, copies } = await project();
    await run('start');
    store.restored = { state: 'running', startedAt: Date.now() - 5 * HOUR };
    expect(await run('finish')).toMatchObject({ outcome: 'bad', codes: ['never-ends'] });
    expect(await copies()).toBe(0);
  });

  fact('takes less than a minute, all of it', () => {
    expect(performance.now() - begun).toBeLessThan(60_000);
  });
});
