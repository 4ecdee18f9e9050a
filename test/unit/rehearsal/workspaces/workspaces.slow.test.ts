import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GitRepository } from '../../../../rehearsal/github/git.ts';
import { git } from '../../../../rehearsal/github/git-command.ts';
import { Workspaces } from '../../../../rehearsal/workspaces/workspaces.ts';

let folder = '';
let repository: GitRepository;
let first = '';
let second = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workspaces-'));
  const checkout = join(folder, 'checkout');
  await git(['init', '--quiet', checkout]);
  await mkdir(join(checkout, 'app/deep'), { recursive: true });
  writeFileSync(join(checkout, 'README.md'), 'hello\n');
  writeFileSync(join(checkout, '.gitignore'), 'cache\n');
  writeFileSync(join(checkout, 'app/run.sh'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(checkout, 'app/deep/data'), 'data');
  symlinkSync('run.sh', join(checkout, 'app/start'));
  repository = await GitRepository.fromCheckout(checkout, join(folder, 'bare.git'), {
    branches: ['main'],
    message: 'first',
  });
  first = (await repository.resolve('main')) ?? '';
  const changes = new Map([
    ['app/deep/data', undefined],
    ['README.md', 'hello again\n'],
    ['docs/a.md', 'a'],
  ]);
  second = await repository.commitFiles('main', first, changes, 'second');
});
afterAll(() => rm(folder, { recursive: true }));

/** What a job does to the files of its workspace; each leaves something that a fresh checkout does not have. */
const DEEDS: Readonly<Record<string, (workspace: string) => void>> = {
  'writes into a file and puts its time back': (workspace) => {
    const file = join(workspace, 'README.md');
    const { atime, mtime, size } = statSync(file);
    writeFileSync(file, 'x'.repeat(size));
    utimesSync(file, atime, mtime);
  },
  'replaces a file': (workspace) => {
    writeFileSync(join(workspace, 'new'), 'hullo\n');
    renameSync(join(workspace, 'new'), join(workspace, 'README.md'));
  },
  'takes rights': (workspace) => chmodSync(join(workspace, 'README.md'), 0o600),
  'gives rights to a folder': (workspace) => chmodSync(join(workspace, 'app'), 0o777),
  'removes a folder': (workspace) => rmSync(join(workspace, 'app'), { recursive: true }),
  'empties a folder': (workspace) => rmSync(join(workspace, 'app/deep/data'), { force: true }),
  'turns a folder into a link': (workspace) => {
    rmSync(join(workspace, 'app'), { recursive: true });
    symlinkSync('/', join(workspace, 'app'));
  },
  'leaves ignored and other files': (workspace) => {
    mkdirSync(join(workspace, 'cache/below'), { recursive: true });
    writeFileSync(join(workspace, 'cache/below/file'), '');
    writeFileSync(join(workspace, 'app/__pycache__'), '');
  },
  'leaves a repository of its own': (workspace) => mkdirSync(join(workspace, 'other/.git'), { recursive: true }),
  'keeps a second name of a file': (workspace) => linkSync(join(workspace, 'README.md'), join(workspace, '..', 'kept')),
  'changes its clone': (workspace) => {
    appendFileSync(join(workspace, '.git/config'), '[core]\n\thooksPath = /\n');
    mkdirSync(join(workspace, '.git/hooks'));
    writeFileSync(join(workspace, '.git/hooks/post-checkout'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    rmSync(join(workspace, '.git/index'));
  },
};

/** Everything of a tree that a job could see, times left out. */
function listing(directory: string, below = ''): readonly string[] {
  return readdirSync(join(directory, below)).flatMap((name) => {
    const path = join(below, name);
    if (path === '.git') return [];
    const stats = lstatSync(join(directory, path));
    const line = `${path} ${stats.mode.toString(8)} ${stats.isFile() ? stats.nlink : ''}`;
    if (stats.isDirectory()) return [line, ...listing(directory, path)];
    const content = stats.isSymbolicLink() ? readlinkSync(join(directory, path)) : readFileSync(join(directory, path));
    return [`${line} ${content}`];
  });
}

let jobs = 0;
async function job(workspaces: Workspaces, sha: string, work: (workspace: string) => void): Promise<readonly string[]> {
  const machine = join(folder, `job-${++jobs}`);
  const workspace = join(machine, 'work');
  await mkdir(workspace, { recursive: true });
  await workspaces.checkOut(workspace, { sha, branch: 'main', depth: 1, origin: 'https://example.com/a/b' });
  const seen = listing(workspace);
  expect((await git(['-C', workspace, 'status', '--porcelain', '--ignored'])).toString()).toBe('');
  expect((await git(['-C', workspace, 'config', '--list', '--local'])).toString()).not.toContain('hookspath');
  work(workspace);
  await workspaces.reclaim(machine);
  await rm(machine, { recursive: true });
  return seen;
}

const fresh = async (sha: string) => job(new Workspaces(repository, join(folder, `fresh-${jobs}`)), sha, () => {});

describe('a workspace after another job', () => {
  it('is like a fresh one, whatever the job before did', async () => {
    const expected = new Map([
      [first, await fresh(first)],
      [second, await fresh(second)],
    ]);
    const ends = ['turns a folder into a link', 'removes a folder'];
    const deeds = fc.subarray(Object.keys(DEEDS).filter((name) => !ends.includes(name)));
    const last = fc.constantFrom(...ends, undefined);
    const scene = fc.record({ sha: fc.constantFrom(first, second), deeds, last });
    await fc.assert(
      fc.asyncProperty(fc.array(scene, { minLength: 2, maxLength: 4 }), async (scenes) => {
        const workspaces = new Workspaces(repository, join(folder, `kept-${jobs}`));
        for (const { sha, deeds: names, last: end } of scenes) {
          const seen = await job(workspaces, sha, (workspace) => {
            for (const name of end === undefined ? names : [...names, end]) DEEDS[name]?.(workspace);
          });
          expect(seen).toEqual(expected.get(sha));
        }
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  it('keeps the very files that nobody touched, and only those', async () => {
    const workspaces = new Workspaces(repository, join(folder, 'inodes'));
    const before = new Map<string, number>();
    const names = ['README.md', 'app/run.sh', '.gitignore'];
    const note = (workspace: string) => {
      for (const name of names) before.set(name, lstatSync(join(workspace, name)).ino);
      writeFileSync(join(workspace, 'README.md'), 'mine');
    };
    await job(workspaces, first, note);
    let kept: readonly string[] = [];
    await job(workspaces, first, (workspace) => {
      kept = names.filter((name) => lstatSync(join(workspace, name)).ino === before.get(name));
    });
    expect(kept).toEqual(process.platform === 'linux' ? ['app/run.sh', '.gitignore'] : []);
  });
});

describe('the clone of a job', () => {
  it('is as deep as asked and of its own, whoever had the same before', async () => {
    const workspaces = new Workspaces(repository, join(folder, 'clones'));
    for (const depth of [1, 0, 1]) {
      const workspace = join(folder, `clone-${++jobs}`);
      await mkdir(workspace);
      const clone = { sha: second, branch: undefined, depth, origin: 'https://example.com/a/b' };
      await workspaces.checkOut(workspace, clone);
      const run = async (...args: string[]) => (await git(['-C', workspace, ...args])).toString().trim();
      expect(await run('rev-list', '--count', 'HEAD')).toBe(depth === 0 ? '2' : '1');
      expect(await run('remote', 'get-url', 'origin')).toBe('https://example.com/a/b');
      expect(existsSync(join(workspace, 'mark'))).toBe(false);
      const old = git(['-C', workspace, 'cat-file', '-e', first]);
      await (depth === 0 ? expect(old).resolves.toBeDefined() : expect(old).rejects.toThrow('failed'));
      writeFileSync(join(workspace, 'mark'), '');
      await run('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--allow-empty', '-m', 'x');
    }
  });
});
