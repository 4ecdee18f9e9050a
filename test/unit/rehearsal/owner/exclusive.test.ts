import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exclusively, isFree, removeFreeLocks } from '../../../../rehearsal/owner/exclusive.ts';
import { thisOwner } from '../../../../rehearsal/owner/owner.ts';

/** Larger than any process id of Linux. */
const GONE = 5_000_000;
const FIVE_MINUTES = 300_000;

describe('a lock between processes', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
    file = join(folder, 'one.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const lock = (owner: object): void => writeFileSync(file, JSON.stringify({ ...thisOwner(), ...owner }));

  it('lets one at a time work, is taken from an owner that is gone, and leaves nothing', async () => {
    lock({ pid: GONE });
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all([1, 2, 3, 4, 5].map(() => exclusively(file, work)));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is given back by work that fails', async () => {
    const failing = exclusively(file, async () => {
      throw new Error('it failed');
    });
    await expect(failing).rejects.toThrow('it failed');
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['alive', 10 * FIVE_MINUTES, false],
    ['dead', 0, true],
    ['unseen', FIVE_MINUTES, false],
    ['unseen', FIVE_MINUTES + 1, true],
    ['unnamed', FIVE_MINUTES, false],
    ['unnamed', FIVE_MINUTES + 1, true],
  ] as const)('whose owner is %s and quiet for %i ms binds nobody: %s', (ownership, quiet, expected) => {
    expect(isFree(ownership, quiet)).toBe(expected);
  });

  it('goes with what else is cleared up, when its owner is dead', () => {
    lock({ pid: GONE });
    const others = { mine: {}, elsewhere: { namespace: 'pid:[1]', pid: GONE } };
    for (const [name, owner] of Object.entries(others))
      writeFileSync(join(folder, `${name}.lock`), JSON.stringify({ ...thisOwner(), ...owner }));
    writeFileSync(join(folder, 'notes'), '');
    removeFreeLocks(folder, Date.now());
    expect(readdirSync(folder).sort()).toEqual(['elsewhere.lock', 'mine.lock', 'notes']);
    removeFreeLocks(join(folder, 'none'), Date.now());
  });

  it('is taken over where a claim to it was left', async () => {
    lock({ pid: GONE });
    writeFileSync(`${file}.claim`, '');
    const before = new Date(Date.now() - 61_000);
    utimesSync(`${file}.claim`, before, before);
    expect(await exclusively(file, async () => 'done')).toBe('done');
  });
});
