import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ownPath, readOwnFile } from '../../../../rehearsal/runner/own-path.ts';

let parent: string;
let job: string;
beforeAll(() => {
  parent = realpathSync(mkdtempSync(join(tmpdir(), 'own-path-')));
  job = join(parent, 'job');
  mkdirSync(join(job, 'work'), { recursive: true });
  mkdirSync(join(parent, 'job-2'));
  writeFileSync(join(parent, 'secret'), 'secret');
  writeFileSync(join(job, 'file'), 'mine');
  symlinkSync(join(parent, 'secret'), join(job, 'to-secret'));
  symlinkSync(parent, join(job, 'to-parent'));
  symlinkSync(join(parent, 'new'), join(job, 'to-new'));
  symlinkSync('../job-2', join(job, 'to-other'));
  symlinkSync('work', join(job, 'to-work'));
  execFileSync('mkfifo', [join(job, 'pipe')]);
});
afterAll(() => rmSync(parent, { recursive: true }));

describe('a path of a job', () => {
  it.each(['file', 'work', 'work/new/deep', 'to-work', 'to-work/new', '.'])('%s is its own', async (path) => {
    expect(await ownPath(job, join(job, path))).toBe(join(job, path));
  });

  it.each([
    '..',
    '../job-2',
    '../secret',
    'to-secret',
    'to-parent',
    'to-parent/secret',
    'to-parent/new/deep',
    'to-new',
    'to-other',
    'work/../../secret',
  ])('%s is not', async (path) => {
    await expect(ownPath(job, join(job, path))).rejects.toThrow("which is not the job's own");
  });
});

describe('a file that the runner reads', () => {
  it('is one that is there, and no link, folder or pipe', async () => {
    expect((await readOwnFile(join(job, 'file')))?.toString()).toBe('mine');
    for (const name of ['to-secret', 'work', 'pipe', 'none'])
      expect([name, await readOwnFile(join(job, name))]).toEqual([name, undefined]);
  });
});
