import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestJob, testJob } from './world.ts';

let job: TestJob;
beforeAll(async () => {
  job = await testJob();
});
afterAll(() => job.close());

/** Waits without holding this process up, which answers for what jobs ask. */
const shell = async (command: string): Promise<string> => {
  const options = { cwd: job.workspace, env: { ...job.env, HOME: job.home } };
  return (await promisify(execFile)('bash', ['-ec', command], options)).stdout.trim();
};

describe('checking out', () => {
  it('gives the commit of the run, on its branch, with git as deep as asked', async () => {
    const first = job.github.head;
    const second = await job.github.git.commitFiles('main', first, new Map([['new.txt', 'new']]), 'second');
    expect((await job.use('actions/checkout', { 'persist-credentials': 'false' })).outputs).toEqual({
      ref: 'refs/heads/main',
      commit: first,
    });
    // The branch has moved on since the run was started; the run's commit counts.
    expect(existsSync(join(job.workspace, 'new.txt'))).toBe(false);
    expect(await shell('git rev-parse HEAD; git branch --show-current; git rev-parse HEAD:README.md | wc -c')).toBe(
      `${first}\nmain\n41`,
    );
    await job.use('actions/checkout', { ref: 'main', 'fetch-depth': '0' });
    expect(await shell('git rev-parse HEAD; git rev-list --count HEAD')).toBe(`${second}\n2`);
    await job.use('actions/checkout', { ref: second, path: 'below' });
    expect(readFileSync(join(job.workspace, 'below/new.txt'), 'utf8')).toBe('new');
    expect(await shell('git -C below rev-list --count HEAD; git -C below branch --show-current')).toBe('1');
  });

  it('is refused for other repositories, unknown refs, and without contents: read', async () => {
    await expect(job.use('actions/checkout', { repository: 'acme/other' })).rejects.toThrow('a checkout of acme/other');
    await expect(job.use('actions/checkout', { ref: 'nowhere' })).rejects.toThrow('"nowhere" could not be found');
    await expect(job.use('actions/checkout', { lfs: 'true' })).rejects.toThrow('the input "lfs" of actions/checkout');
    job.context = { permissions: {} };
    await expect(job.use('actions/checkout')).rejects.toThrow('lacks "contents: read"');
    job.context = {};
  });

  it('is refused outside of the workspace, where a checkout would empty what is there', async () => {
    await expect(job.use('actions/checkout', { path: '../home' })).rejects.toThrow(
      `Repository path '${job.home}' is not under '${job.workspace}'`,
    );
    await mkdir(join(job.home, 'mine'));
    await symlink(dirname(dirname(job.home)), join(job.workspace, 'link'));
    await expect(job.use('actions/checkout', { path: 'link/other' })).rejects.toThrow("which is not the job's own");
    await expect(job.use('actions/checkout', { path: 'link' })).rejects.toThrow("which is not the job's own");
    expect(existsSync(join(job.home, 'mine'))).toBe(true);
    await rm(join(job.workspace, 'link'));
  });

  it('of a public repository needs no permission', async () => {
    const open = await testJob('main', false, 'public');
    open.context = { permissions: {} };
    expect((await open.use('actions/checkout')).outputs?.['commit']).toBe(open.github.head);
    await open.close();
  });
});

const GO = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });

describe('setting up a runtime', () => {
  (GO.status === 0 ? it : it.skip)(
    'puts the Go of this machine on PATH, and says where it is another one',
    async () => {
      const { outputs } = await job.use('actions/setup-go', {
        'go-version-file': 'go.mod',
        'cache-dependency-path': 'x',
      });
      expect(`go${outputs?.['go-version']}`).toBe(GO.stdout.trim());
      expect(await shell('go env GOVERSION; command -v go')).toMatch(/^go[\d.]+\n.*\/actions-setup-go\/go$/);
      await expect(job.use('actions/setup-go', { architecture: 'x86' })).rejects.toThrow('the input "architecture"');
    },
  );

  it('puts the Node.js of the rehearsal on PATH, whatever version is wanted, and says so', async () => {
    await job.use('actions/setup-node', { 'node-version': process.versions.node.split('.')[0] ?? '' });
    expect(await shell('node -p process.version')).toBe(process.version);
    await job.use('actions/setup-node', { 'node-version': '18' });
    expect(job.log.at(-1)).toBe(
      `Node.js ${process.versions.node} is on PATH: this machine has no 18, which the step asks for.`,
    );
  });

  it('gives each job a Python whose locked packages are linked, not installed again', async () => {
    await writeFile(join(job.workspace, 'requirements.txt'), '# nothing\n');
    const { outputs } = await job.use('actions/setup-python', { 'python-version': '3.12' });
    expect(await shell('python -c "import platform; print(platform.python_version())"')).toBe(
      outputs?.['python-version'],
    );
    const prefix = 'python3 -c "import sys; print(sys.prefix)"';
    const before = await shell(prefix);
    expect(await shell('python -m pip install --require-hashes -r requirements.txt')).toContain(
      'Linked the environment',
    );
    const linked = await shell(prefix);
    expect(linked).not.toBe(before);
    expect(await shell('pip install --require-hashes -r requirements.txt')).toContain(linked);
    await expect(shell('pip install --require-hashes -r missing.txt 2>&1')).rejects.toThrow();
    expect(await shell(prefix)).toBe(linked);
  }, 20_000);
});
