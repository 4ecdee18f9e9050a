import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GitSource } from '../../../../adapters/git/git-source.ts';
import { parseCommitSha } from '../../../../domain/commit.ts';

let folder = '';
const git = (...parameters: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Mina', '-c', 'user.email=mina@example.com', ...parameters], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-'));
  mkdirSync(join(folder, 'api'));
  writeFileSync(join(folder, 'api', 'Dockerfile'), 'FROM scratch\n');
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'first');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a checkout', () => {
  it('identifies folders, files and its root by content', async () => {
    const source = new GitSource(folder);
    const head = await source.head();
    expect(head).toBe(git('rev-parse', 'HEAD'));
    expect(await source.find(head, 'api')).toEqual({ path: 'api', id: git('rev-parse', 'HEAD:api') });
    const file = await source.find(head, 'api/Dockerfile');
    expect(file).toEqual({ path: 'api/Dockerfile', id: git('rev-parse', 'HEAD:api/Dockerfile') });
    expect(await source.text(file?.id ?? '')).toBe('FROM scratch\n');
    expect(await source.find(head, '')).toEqual({ path: '', id: git('rev-parse', 'HEAD^{tree}') });
  });

  it('has nothing of other folders and other commits', async () => {
    const source = new GitSource(folder);
    for (const path of ['web', 'api/x', 'api/Dockerfile/x', 'ap*', ':(glob)ap*'])
      expect(await source.find(await source.head(), path)).toBeUndefined();
    expect(await source.find(parseCommitSha('0'.repeat(40)), 'api')).toBeUndefined();
    expect(await source.find(parseCommitSha('0'.repeat(40)), '')).toBeUndefined();
  });

  it('tells what git was told not to look at', async () => {
    const source = new GitSource(folder);
    for (const [flag, undo] of [
      ['--assume-unchanged', '--no-assume-unchanged'],
      ['--skip-worktree', '--no-skip-worktree'],
    ] as const) {
      git('update-index', flag, 'api/Dockerfile');
      expect(await source.changed(['api'])).toEqual(['api/Dockerfile']);
      expect(await source.changed(['web'])).toEqual([]);
      git('update-index', undo, 'api/Dockerfile');
      expect(await source.changed(['api'])).toEqual([]);
    }
  });

  it('knows which files no commit has, ignored ones too', async () => {
    const source = new GitSource(folder);
    mkdirSync(join(folder, 'web', 'out'), { recursive: true });
    writeFileSync(join(folder, 'web', '.gitignore'), '*\n');
    writeFileSync(join(folder, 'web', 'out', 'a*b'), '');
    expect(await source.untracked(['web'])).toEqual(['web/.gitignore', 'web/out/a*b']);
    expect(await source.untracked(['web/out/a*b', 'api'])).toEqual(['web/out/a*b']);
    expect(await source.untracked(['w*'])).toEqual([]);
    rmSync(join(folder, 'web'), { recursive: true });
  });

  it('tells what changed since, below the paths that matter', async () => {
    const source = new GitSource(folder);
    expect(await source.changed(['api'])).toEqual([]);
    writeFileSync(join(folder, 'api', 'Dockerfile'), 'FROM other\n');
    writeFileSync(join(folder, 'new'), '');
    expect(await source.changed(['api'])).toEqual(['api/Dockerfile']);
    expect(await source.changed([''])).toEqual(['api/Dockerfile']);
    expect(await source.changed(['web'])).toEqual([]);
  });

  it('of a SHA-256 repository is refused, and says so', async () => {
    const other = mkdtempSync(join(tmpdir(), 'sha256-'));
    const there = (...parameters: string[]) =>
      execFileSync('git', ['-C', other, '-c', 'user.name=Mina', '-c', 'user.email=mina@example.com', ...parameters]);
    there('init', '--quiet', '--object-format=sha256');
    there('commit', '--quiet', '--allow-empty', '-m', 'first');
    await expect(new GitSource(other).head()).rejects.toMatchObject({
      reason: 'object-format',
      message: expect.stringContaining('commit of a SHA-256 repository'),
    });
    rmSync(other, { recursive: true });
  });

  it('that is none is said to be none', async () => {
    await expect(new GitSource(tmpdir()).head()).rejects.toThrow(/is no checkout.*actions\/checkout/s);
  });
});
