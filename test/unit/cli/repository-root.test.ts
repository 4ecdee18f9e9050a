import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { repositoryRoot } from '../../../cli/repository-files.ts';

describe('the root of the repository', () => {
  let folder = '';
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'root ')));
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    execFileSync('git', ['init', '--quiet', join(folder, 'a')]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is found from any folder below it, whatever a hook of git says', () => {
    const hook = { ...process.env, GIT_DIR: '.git', GIT_WORK_TREE: '/', GIT_INDEX_FILE: '/none' };
    expect(repositoryRoot(join(folder, 'a', 'b'), hook)).toBe(join(folder, 'a'));
  });

  it('is found where the checkout is another user’s', () => {
    const stranger = { ...process.env, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
    expect(repositoryRoot(join(folder, 'a'), stranger)).toBe(join(folder, 'a'));
  });

  it('is refused where commits are SHA-256, before anything is done with it', () => {
    execFileSync('git', ['init', '--quiet', '--object-format=sha256', join(folder, 'c')]);
    expect(() => repositoryRoot(join(folder, 'c'))).toThrow(
      `${join(folder, 'c')} is a SHA-256 repository, and GitHub hosts none`,
    );
  });

  it('is missed in a sentence that names the folder', () => {
    expect(() => repositoryRoot(join(folder, 'a', '.git'))).toThrow(
      `${join(folder, 'a', '.git')} is not in the work tree of a git repository (this operation must be run in a work tree)`,
    );
  });

  it('is missed in a sentence where there is no git', () => {
    expect(() => repositoryRoot(folder, { PATH: join(folder, 'a') })).toThrow(
      /^There is no git on PATH \(.*ENOENT.*\): /,
    );
  });
});
