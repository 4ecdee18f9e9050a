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
    expect(await source.objectId(head, 'api')).toBe(git('rev-parse', 'HEAD:api'));
    expect(await source.objectId(head, 'api/Dockerfile')).toBe(git('rev-parse', 'HEAD:api/Dockerfile'));
    expect(await source.objectId(head, '')).toBe(git('rev-parse', 'HEAD^{tree}'));
  });

  it('has nothing of other folders and other commits', async () => {
    const source = new GitSource(folder);
    expect(await source.objectId(await source.head(), 'web')).toBeUndefined();
    expect(await source.objectId(parseCommitSha('0'.repeat(40)), 'api')).toBeUndefined();
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
