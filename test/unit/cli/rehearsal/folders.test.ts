import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KEPT, makeFolders } from '../../../../cli/rehearsal/folders.ts';
import { OWNER_FILE } from '../../../../rehearsal/owner/owned-folders.ts';
import { startOf, thisOwner } from '../../../../rehearsal/owner/owner.ts';

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

  const make = (parent: string, name: string, pid: number): string => {
    const folder = join(parent, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, OWNER_FILE), JSON.stringify({ ...thisOwner(), pid, startedAt: startOf(pid) ?? '' }));
    return folder;
  };

  it('keep the last results, and those of rehearsals that still run', () => {
    const results = join(home, 'sluice', 'rehearsals');
    const olds = [1, 2, 3, 4].map((day) => `2026-01-0${day}T000000-${GONE}`);
    const running = `2025-01-01T000000-${process.ppid}`;
    for (const name of olds) make(results, name, GONE);
    make(results, running, process.ppid);
    mkdirSync(join(results, 'mine'));
    const { runs, cache } = makeFolders({ XDG_CACHE_HOME: home }, home, NOW);
    expect(cache).toBe(join(home, 'sluice'));
    expect(basename(runs)).toBe(`2026-03-04T050607-${process.pid}`);
    expect(readdirSync(results).sort()).toEqual([running, ...olds.slice(-(KEPT - 1)), basename(runs), 'mine'].sort());
  });

  it('are refused in a sentence where there is no place for them', () => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    expect(() => makeFolders({ XDG_CACHE_HOME: file }, home, NOW)).toThrow(
      /^There is no place for results in .*\/file\/sluice \(.*ENOTDIR.*\): set XDG_CACHE_HOME to a folder that you may write in\.$/,
    );
    expect(() => makeFolders({ XDG_CACHE_HOME: home }, join(home, 'none'), NOW)).toThrow(
      /^There is no place for temporary files in .*\/none \(.*ENOENT.*\): set TMPDIR to a folder/,
    );
  });

  it('leave alone what cannot be looked into, as another user’s', () => {
    const closed = join(home, `sluice-rehearsal-${GONE}-abcdef`);
    symlinkSync(closed, closed);
    makeFolders({ XDG_CACHE_HOME: home }, home, NOW);
    expect(readdirSync(home)).toContain(basename(closed));
  });

  it('remove at once what a killed rehearsal left, and nothing of one that runs', () => {
    const left = make(home, `sluice-rehearsal-${GONE}-abcdef`, GONE);
    const running = make(home, `sluice-rehearsal-${process.ppid}-ghijkl`, process.ppid);
    const others = join(home, 'sluice-rehearsal-notes');
    mkdirSync(others);
    writeFileSync(join(left, 'file'), '');
    const { scratch } = makeFolders({ XDG_CACHE_HOME: home }, home, NOW);
    expect([left, running, others, scratch].map((folder) => existsSync(folder))).toEqual([false, true, true, true]);
  });
});
