import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KEPT, makeFolders } from '../../../../cli/rehearsal/folders.ts';

/** Larger than any process id of Linux. */
const GONE = 5_000_000;
const NOW = new Date('2026-03-04T05:06:07Z');

describe('folders of a rehearsal', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'folders-'));
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  it('keep the last results, and those of rehearsals that still run', () => {
    const results = join(home, 'sluice', 'rehearsals');
    const olds = [1, 2, 3, 4].map((day) => `2026-01-0${day}T000000-${GONE}`);
    const running = `2025-01-01T000000-${process.ppid}`;
    for (const name of [...olds, running, 'mine']) mkdirSync(join(results, name), { recursive: true });
    const { runs, cache } = makeFolders({ XDG_CACHE_HOME: home }, home, NOW);
    expect(cache).toBe(join(home, 'sluice'));
    expect(basename(runs)).toBe(`2026-03-04T050607-${process.pid}`);
    expect(readdirSync(results).sort()).toEqual([running, ...olds.slice(-(KEPT - 1)), basename(runs), 'mine'].sort());
  });

  it('remove what a killed rehearsal left, once nobody can still be using it', () => {
    const left = join(home, `sluice-rehearsal-${GONE}-abcdef`);
    const fresh = join(home, `sluice-rehearsal-${GONE}-ghijkl`);
    const others = join(home, 'sluice-rehearsal-notes');
    for (const folder of [left, fresh, others]) mkdirSync(folder);
    writeFileSync(join(left, 'file'), '');
    const yesterday = NOW.getTime() / 1000 - 86_400;
    for (const folder of [left, others]) utimesSync(folder, yesterday, yesterday);
    utimesSync(fresh, NOW, NOW);
    const { scratch } = makeFolders({ XDG_CACHE_HOME: home }, home, NOW);
    expect([left, fresh, others, scratch].map((folder) => existsSync(folder))).toEqual([false, true, true, true]);
  });
});
