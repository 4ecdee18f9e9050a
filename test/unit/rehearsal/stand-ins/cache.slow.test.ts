import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cache, cacheRestore, cacheSave } from '../../../../rehearsal/stand-ins/cache.ts';
import { type Inputs, type PlainJob, plainJob } from './kept-files.ts';

let job: PlainJob;
beforeEach(async () => {
  job = await plainJob();
});
afterEach(() => job.close());

const MODULES = { path: 'modules' };
const write = async (text: string): Promise<void> => {
  await mkdir(join(job.workspace, 'modules'), { recursive: true });
  await writeFile(join(job.workspace, 'modules/one'), text);
};
const read = (): Promise<string> => readFile(join(job.workspace, 'modules/one'), 'utf8');
const clean = (): Promise<void> => rm(join(job.workspace, 'modules'), { recursive: true, force: true });
const save = (inputs: Inputs) => job.use(cacheSave, 'actions/cache/save', { ...MODULES, ...inputs });
const restore = async (inputs: Inputs) =>
  (await job.use(cacheRestore, 'actions/cache/restore', { ...MODULES, ...inputs })).outputs;
const onRef = (ref: string, base_ref = ''): void => {
  job.github = { ref, base_ref };
};

describe('cache', () => {
  it('saves after a job that went well when nothing had the key, and restores then', async () => {
    const first = await job.use(cache, 'actions/cache', { ...MODULES, key: 'k1' });
    expect(first.outputs).toEqual({});
    expect(first.postCondition).toBe('success()');
    expect(job.log).toContain('Cache not found for input keys: k1');
    await write('mine');
    await first.post?.();
    expect(job.log).toContain('Cache saved with key: k1');
    await clean();
    const second = await job.use(cache, 'actions/cache', { ...MODULES, key: 'k1' });
    expect(second.outputs).toEqual({ 'cache-hit': 'true' });
    expect(await read()).toBe('mine');
    await second.post?.();
    expect(job.log).toContain('Cache hit occurred on the primary key k1, not saving cache.');
  });

  it('restores what begins with one of the other keys, the newest, and saves under its own', async () => {
    for (const [key, text] of [
      ['linux-1', 'one'],
      ['linux-2', 'two'],
      ['mac-3', 'three'],
    ] as const) {
      await write(text);
      await save({ key });
    }
    await clean();
    const found = await job.use(cache, 'actions/cache', {
      ...MODULES,
      key: 'linux-9',
      'restore-keys': 'win-\nlinux-\nmac-',
    });
    expect(found.outputs).toEqual({ 'cache-hit': 'false' });
    expect(await read()).toBe('two');
    await found.post?.();
    expect(job.log).toContain('Cache saved with key: linux-9');
  });

  it('takes a key itself before what begins with it', async () => {
    await write('exact');
    await save({ key: 'k' });
    await write('longer');
    await save({ key: 'k-longer' });
    expect(await restore({ key: 'k' })).toEqual({
      'cache-hit': 'true',
      'cache-matched-key': 'k',
      'cache-primary-key': 'k',
    });
    expect(await read()).toBe('exact');
  });

  it('writes a key once, and another list of paths is another cache', async () => {
    await write('first');
    await save({ key: 'k' });
    await write('second');
    await save({ key: 'k' });
    expect(job.log.slice(-2)).toEqual([
      'Failed to save: Unable to reserve cache with key k, another job may be creating this cache.',
      '::warning::Cache save failed.',
    ]);
    await restore({ key: 'k' });
    expect(await read()).toBe('first');
    expect(await restore({ key: 'k', path: 'modules\nother' })).toEqual({ 'cache-primary-key': 'k' });
  });

  it('only looks where it is told so', async () => {
    await write('mine');
    await save({ key: 'k' });
    await clean();
    expect(await restore({ key: 'k', 'lookup-only': 'true' })).toMatchObject({ 'cache-hit': 'true' });
    await expect(read()).rejects.toThrow('ENOENT');
  });

  it('fails without a cache where that is asked for', async () => {
    await expect(restore({ key: 'k', 'fail-on-cache-miss': 'true' })).rejects.toThrow(
      'Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: k',
    );
  });

  it('is seen by the refs that come from its own, and by no other', async () => {
    onRef('refs/heads/feature');
    await write('feature');
    await save({ key: 'k' });
    onRef('refs/heads/other');
    expect(await restore({ key: 'k' })).not.toHaveProperty('cache-hit');
    onRef('refs/pull/1/merge', 'feature');
    expect(await restore({ key: 'k' })).toMatchObject({ 'cache-hit': 'true' });
    onRef('refs/heads/main');
    await write('main');
    await save({ key: 'k' });
    onRef('refs/heads/other');
    await restore({ key: 'k' });
    expect(await read()).toBe('main');
    onRef('refs/heads/feature');
    await restore({ key: 'k' });
    expect(await read()).toBe('feature');
  });

  it('keeps files of HOME too, and links as links', async () => {
    await mkdir(join(job.home, '.npm'));
    await writeFile(join(job.home, '.npm/one'), 'kept');
    await symlink('one', join(job.home, '.npm/link'));
    await save({ key: 'k', path: '~/.npm' });
    await rm(join(job.home, '.npm'), { recursive: true });
    await restore({ key: 'k', path: '~/.npm' });
    await writeFile(join(job.home, '.npm/one'), 'new');
    expect(await readFile(join(job.home, '.npm/link'), 'utf8')).toBe('new');
  });

  it('only warns where there is nothing to save', async () => {
    await save({ key: 'k', path: 'none' });
    expect(job.log.slice(-2)).toEqual([
      '[warning]Path Validation Error: Path(s) specified in the action for caching do(es) not exist, hence no cache is being saved.',
      '::warning::Cache save failed.',
    ]);
  });

  it('refuses keys as GitHub’s client does, but only warns when it saves', async () => {
    await expect(restore({ key: 'a,b' })).rejects.toThrow('Key Validation Error: a,b cannot contain commas.');
    const long = 'k'.repeat(513);
    await expect(restore({ key: long })).rejects.toThrow(`${long} cannot be larger than 512 characters.`);
    await expect(restore({ key: 'k', 'restore-keys': 'k\n'.repeat(10) })).rejects.toThrow(
      'Key Validation Error: Keys are limited to a maximum of 10.',
    );
    await expect(restore({ key: '' })).rejects.toThrow('Input required and not supplied: key');
    await write('mine');
    await save({ key: 'a,b' });
    expect(job.log.slice(-2)).toEqual([
      '[warning]Key Validation Error: a,b cannot contain commas.',
      '::warning::Cache save failed.',
    ]);
    await restore({ key: 'k', 'restore-keys': 'k\n'.repeat(9) });
    await restore({ key: 'k'.repeat(512) });
  });

  it('never touches what is not the job’s own', async () => {
    const { outside } = job;
    await writeFile(join(outside, 'one'), 'private');
    await expect(save({ key: 'k', path: outside })).rejects.toThrow('which is not in the folder of the job');
    await write('mine');
    await save({ key: 'k' });
    await clean();
    await symlink(outside, join(job.workspace, 'modules'));
    await expect(restore({ key: 'k' })).rejects.toThrow('which is not in the folder of the job');
    expect(await readFile(join(outside, 'one'), 'utf8')).toBe('private');
  });
});
