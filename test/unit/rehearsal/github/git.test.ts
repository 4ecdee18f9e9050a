import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GitRepository } from '../../../../rehearsal/github/git.ts';
import { git } from '../../../../rehearsal/github/git-command.ts';

let folder = '';
let checkout = '';
let repository: GitRepository;
const author = { name: 'Mina', email: 'mina@example.com', date: '2026-03-01T09:00:00Z' };
const start = (name: string): Promise<GitRepository> =>
  GitRepository.fromCheckout(checkout, join(folder, name), { branches: ['main', 'develop'], message: 'start', author });
const head = async (branch: string): Promise<string> => (await repository.resolve(`refs/heads/${branch}`)) ?? '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'git-'));
  checkout = join(folder, 'checkout');
  await git(['init', '--quiet', checkout]);
  await mkdir(join(checkout, 'app'));
  await writeFile(join(checkout, '.gitignore'), 'ignored\n');
  await writeFile(join(checkout, 'ignored'), 'secret');
  await writeFile(join(checkout, 'app/run.sh'), '#!/bin/sh\n');
  await chmod(join(checkout, 'app/run.sh'), 0o755);
  await symlink('run.sh', join(checkout, 'app/start'));
  await writeFile(join(checkout, 'gone'), 'tracked, then deleted');
  await git(['-C', checkout, 'add', '.']);
  await rm(join(checkout, 'gone'));
  await writeFile(join(checkout, 'new.txt'), 'not added yet');
  repository = await start('bare.git');
});
afterAll(() => rm(folder, { recursive: true }));

describe('the repository of a rehearsal', () => {
  it('holds what the checkout would commit now', async () => {
    expect(await repository.files('main')).toEqual(['.gitignore', 'app/run.sh', 'app/start', 'new.txt']);
    expect(await head('main')).toBe(await head('develop'));
  });

  it('commits to a branch by its name, and to another ref by its whole name', async () => {
    const files = new Map([['one', 'x']]);
    const sha = await repository.commitFiles('refs/pull/9/head', 'main', files, 'one');
    const named = await repository.commitFiles('named', 'main', files, 'one');
    const refs = new Map((await repository.refs('refs/')).map(({ ref, sha: at }) => [ref, at]));
    expect([refs.get('refs/pull/9/head'), refs.get('refs/heads/named')]).toEqual([sha, named]);
  });

  it('is the same from a folder below the checkout', async () => {
    const before = process.cwd();
    process.chdir(join(checkout, 'app'));
    try {
      const below = await start('below.git');
      expect(await below.files('main')).toEqual(await repository.files('main'));
    } finally {
      process.chdir(before);
    }
  });

  it('has the same first commit on every machine', async () => {
    const again = await start('again.git');
    expect(await again.resolve('main')).toBe(await head('main'));
  });

  it('commits changes, keeps modes and tells what changed', async () => {
    const parent = await head('main');
    const changes = new Map([
      ['app/run.sh', '#!/bin/sh\necho 2\n'],
      ['docs/a.md', 'a'],
      ['new.txt', undefined],
    ]);
    const sha = await repository.commitFiles('feature/x', parent, changes, 'change', author);
    expect(await head('feature/x')).toBe(sha);
    expect(await repository.changedFiles(parent, sha)).toEqual(['app/run.sh', 'docs/a.md', 'new.txt']);
    expect((await repository.file(sha, 'app/run.sh'))?.toString()).toContain('echo 2');
    expect(await repository.file(sha, 'new.txt')).toBeUndefined();
    expect((await git([`--git-dir=${repository.directory}`, 'ls-tree', sha, 'app/run.sh'])).toString()).toMatch(
      /^100755/,
    );
    expect(await repository.commit(sha)).toMatchObject({
      message: 'change',
      parents: [parent],
      author: { name: 'Mina' },
    });
  });

  it('commits what git has to quote, a folder for a file, a file for a folder, and nothing', async () => {
    const names = ['a "b"', 'app', 'back\\slash', 'ü', 'new.txt/inner'];
    const changes = new Map(names.map((name) => [name, Buffer.from([0, 10, 255])]));
    const sha = await repository.commitFiles('odd', 'main', changes, 'odd\n\nnames', author);
    expect(await repository.changedFiles('main', sha)).toEqual([...names, 'app/run.sh', 'app/start', 'new.txt'].sort());
    for (const name of names) expect(await repository.file(sha, name)).toEqual(Buffer.from([0, 10, 255]));
    const same = await repository.commitFiles('odd', 'odd', new Map(), 'nothing');
    expect(await repository.changedFiles(sha, same)).toEqual([]);
    expect(await repository.between(sha, 'odd')).toEqual([same]);
    expect((await repository.commit(sha)).message).toBe('odd\n\nnames');
  });

  it('moves a branch to a commit that does not follow from where it was', async () => {
    const aside = await repository.commitFiles('moved', 'main', new Map([['a', 'a']]), 'aside');
    const anew = await repository.commitFiles('moved', 'main', new Map([['b', 'b']]), 'anew');
    expect(await head('moved')).toBe(anew);
    expect(await repository.between(aside, anew)).toEqual([anew]);
  });

  it('dates a commit a minute after its parent, unless told', async () => {
    const { date } = (await repository.commit('main')).committer;
    const sha = await repository.commitFiles('later', 'main', new Map(), 'later');
    expect(Date.parse((await repository.commit(sha)).committer.date) - Date.parse(date)).toBe(60_000);
    expect(date).toBe('2026-03-01T09:00:00Z');
  });

  it('merges a branch, or squashes it into a commit with the same tree', async () => {
    const before = await head('main');
    const merged = await repository.merge('main', 'feature/x', { message: 'merge', author });
    expect((await repository.commit(merged)).parents).toEqual([before, await head('feature/x')]);
    expect(await repository.between(before, merged)).toHaveLength(2);
    const squashed = await repository.merge('develop', 'feature/x', { message: 'squash', author, squash: true });
    expect((await repository.commit(squashed)).parents).toHaveLength(1);
    expect((await repository.commit(squashed)).tree).toBe((await repository.commit(merged)).tree);
  });

  it('says what cannot be done', async () => {
    const nowhere = repository.commitFiles('main', '0'.repeat(40), new Map(), 'x');
    await expect(nowhere).rejects.toThrow(/^There is no commit 0{40} in /);
    const nameless = repository.commitFiles('a..b', 'main', new Map(), 'x');
    await expect(nameless).rejects.toThrow(/^git .*fast-import.* failed: /);
    await expect(repository.merge('main', 'nowhere', { message: 'x' })).rejects.toThrow('does not exist');
  });
});
