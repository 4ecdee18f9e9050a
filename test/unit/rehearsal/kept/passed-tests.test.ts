import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Caches } from '../../../../rehearsal/kept/caches.ts';
import { isEarlierHit } from '../../../../rehearsal/kept/earlier-hit.ts';
import { KEPT_MILLISECONDS, MOST_KEPT, PassedTests } from '../../../../rehearsal/kept/passed-tests.ts';

const FILE = '.github/workflows/test.yml';
const KEY = 'passed-web-0123';
const NOW = Date.parse('2026-03-01T12:00:00Z');

describe('tests that passed in an earlier rehearsal', () => {
  let folder: string;
  let workspace: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'passed-'));
    workspace = join(folder, 'workspace');
    mkdirSync(join(workspace, '.github', 'workflows'), { recursive: true });
    writeFileSync(join(workspace, FILE), 'name: Test\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const place = (): string => join(folder, 'place');
  const at = (now: number | undefined, told: readonly string[] = ['here']): PassedTests =>
    new PassedTests(place(), told, now);

  /** A rehearsal in which jobs keep these keys; every one begins with what is known of the ones before. */
  async function rehearse(keys: readonly string[], now = NOW, scope = 'refs/heads/main'): Promise<Caches> {
    const passed = at(now);
    const caches = new Caches(mkdtempSync(join(folder, 'caches-')), passed.earlier);
    for (const key of keys)
      await caches.save({ scopes: [scope], key, restoreKeys: [], paths: [FILE] }, workspace, [join(workspace, FILE)]);
    await passed.keep(caches.all, now);
    return caches;
  }
  const known = (passed: PassedTests): readonly string[] => passed.earlier.map(({ key }) => key);

  it('are known to the next one, with their files and their branch', async () => {
    await rehearse([KEY]);
    const caches = new Caches(join(folder, 'next'), at(NOW).earlier);
    const request = { scopes: ['refs/heads/main'], key: KEY, restoreKeys: [], paths: [FILE] };
    const found = caches.find(request);
    expect(found).toMatchObject({ key: KEY, isEarlier: true });
    await found?.restore(async (path) => join(folder, 'restored', path));
    expect(readFileSync(join(folder, 'restored', FILE), 'utf8')).toBe('name: Test\n');
    expect(caches.find({ ...request, scopes: ['refs/heads/develop'] })).toBeUndefined();
  });

  it('are kept from one to the next, and nothing else that jobs keep', async () => {
    await rehearse([KEY, 'node_modules-1']);
    await rehearse(['passed-api-4567']);
    expect(known(at(NOW))).toEqual([KEY, 'passed-api-4567']);
  });

  it('count for seven days after they were run, however often they were looked up', async () => {
    await rehearse([KEY]);
    const last = NOW + KEPT_MILLISECONDS - 1;
    await rehearse([], last);
    expect(known(at(last))).toEqual([KEY]);
    expect(known(at(last + 1))).toEqual([]);
    expect(known(at(NOW - 1))).toEqual([]);
  });

  it('count for the same checkout and the same tools alone', async () => {
    await rehearse([KEY]);
    expect(known(at(NOW, ['elsewhere']))).toEqual([]);
  });

  it('count for nothing where all are to be run', async () => {
    await rehearse([KEY]);
    expect(known(at(undefined))).toEqual([]);
  });

  it('are not more than a few: the oldest go', async () => {
    const keys = Array.from({ length: MOST_KEPT + 1 }, (_, index) => `passed-${index}`);
    await rehearse(keys);
    expect(known(at(NOW))).toEqual(keys.slice(1));
  });

  it.each([
    ['no JSON', () => '['],
    ['no list', () => '{}'],
    ['an entry of another form', () => '[{"key":"passed-web"}]'],
    ['a folder elsewhere', (text: string) => text.replace('"folder":"kept-', '"folder":"../kept-')],
    ['a path out of the workspace', (text: string) => text.replace(`["${FILE}"]`, `["../${FILE}"]`)],
    ['an absolute path', (text: string) => text.replace(`["${FILE}"]`, `["/${FILE}"]`)],
  ])('count for nothing where their list is %s, and the next rehearsal writes it anew', async (_, bend) => {
    await rehearse([KEY]);
    const list = join(place(), 'passed', readdirSync(join(place(), 'passed'))[0] ?? '', 'caches.json');
    writeFileSync(list, bend(readFileSync(list, 'utf8')));
    expect(known(at(NOW))).toEqual([]);
    await rehearse([KEY]);
    expect(known(at(NOW))).toEqual([KEY]);
  });

  it('are kept by one of two rehearsals that end at a time', async () => {
    const [one, other] = [at(NOW), at(NOW)];
    const caches = await rehearse([KEY]);
    await Promise.all([one.keep(caches.all, NOW), other.keep(caches.all, NOW)]);
    expect(known(at(NOW))).toEqual([KEY]);
  });

  it('that cannot be kept are said to be so', async () => {
    writeFileSync(place(), '');
    await expect(rehearse([KEY])).rejects.toThrow();
  });

  it('leave what a rehearsal may have begun with, for a day', async () => {
    const folders = (): number =>
      readdirSync(join(place(), 'passed', readdirSync(join(place(), 'passed'))[0] ?? '')).length;
    const now = Date.now();
    await rehearse([KEY], now);
    await rehearse([KEY], now);
    expect(folders()).toBe(1 + 2);
    await rehearse([KEY], now + 24 * 3_600_000 + 60_000);
    expect(folders()).toBe(1 + 1);
  });
});

describe('what a step has found in the cache', () => {
  const kept = (scope: string) => ({ scope, key: KEY, version: FILE, folder: '/nowhere', paths: [FILE] });
  const caches = new Caches('/nowhere', [kept('refs/heads/main')]);
  const step = { run: 'actions/cache/restore@0123', with: { path: `${FILE}\n`, key: KEY } };

  it('is of an earlier rehearsal where that has kept the very key for one of its branches', () => {
    expect(isEarlierHit(caches, ['feature/a', 'main'], step)).toBe(true);
    expect(isEarlierHit(caches, ['feature/a'], step)).toBe(false);
    expect(isEarlierHit(caches, ['main'], { ...step, with: { ...step.with, key: 'passed-web' } })).toBe(false);
    expect(isEarlierHit(caches, ['main'], { ...step, with: { ...step.with, path: 'other' } })).toBe(false);
    expect(isEarlierHit(caches, ['main'], { ...step, run: './restore@0123' })).toBe(false);
    expect(isEarlierHit(new Caches('/nowhere'), ['main'], step)).toBe(false);
  });
});
