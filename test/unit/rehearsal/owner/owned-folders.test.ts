import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { abandonedIn, discard, isAbandoned, OWNER_FILE, ownFolder } from '../../../../rehearsal/owner/owned-folders.ts';
import { thisOwner } from '../../../../rehearsal/owner/owner.ts';

const HOUR = 3_600_000;
/** Larger than any process id of Linux. */
const GONE = 5_000_000;

describe('a folder with an owner', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'owned-'));
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  const make = (name: string, owner?: object): string => {
    const folder = join(parent, name);
    mkdirSync(folder);
    if (owner !== undefined) writeFileSync(join(folder, OWNER_FILE), JSON.stringify({ ...thisOwner(), ...owner }));
    return folder;
  };
  const abandoned = (now = Date.now()) => abandonedIn(parent, /^s-/, now).map((folder) => basename(folder));

  it.each([
    ['alive', 1000 * HOUR, false],
    ['dead', 0, true],
    ['unseen', 24 * HOUR, false],
    ['unseen', 24 * HOUR + 1, true],
    ['unnamed', HOUR, false],
    ['unnamed', HOUR + 1, true],
  ] as const)('%s and quiet for %i ms is abandoned: %s', (ownership, quiet, expected) => {
    expect(isAbandoned(ownership, quiet)).toBe(expected);
  });

  it('is found at once when its owner is dead, and never while it lives', () => {
    ownFolder(make('s-mine'));
    make('s-dead', { pid: GONE });
    make('s-recycled', { startedAt: '1' });
    make('s-elsewhere', { namespace: 'pid:[1]', pid: GONE });
    make('other', { pid: GONE });
    expect(abandoned()).toEqual(['s-dead', 's-recycled']);
    expect(abandoned(Date.now() + 1000 * HOUR)).not.toContain('s-mine');
  });

  it('is somebody’s who is just making it, for an hour, when it names nobody', () => {
    const folder = make('s-old');
    make('s-broken');
    writeFileSync(join(parent, 's-broken', OWNER_FILE), '{}');
    const before = new Date(Date.now() - 2 * HOUR);
    utimesSync(folder, before, before);
    expect(abandoned()).toEqual(['s-old']);
  });

  it('goes also with what was made read only in it', () => {
    const folder = make('s-module-cache');
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'a', 'b'), '', { mode: 0o444 });
    chmodSync(join(folder, 'a'), 0o555);
    discard(folder);
    expect(existsSync(folder)).toBe(false);
  });
});
