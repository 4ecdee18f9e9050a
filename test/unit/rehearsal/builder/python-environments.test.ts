import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { exclusively } from '../../../../rehearsal/builder/exclusive.ts';
import { findPython } from '../../../../rehearsal/builder/python.ts';
import {
  environmentDirectory,
  environmentKey,
  pythonEnvironment,
} from '../../../../rehearsal/builder/python-environments.ts';

const EMPTY = Buffer.from('# nothing\n');

describe('the environment of a lock file', () => {
  it('is made once, by whoever asks first, and has a Python of its own', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'python-'));
    const python = await findPython('3.12');
    const made = await Promise.all([1, 2, 3].map(() => pythonEnvironment(cache, python, EMPTY)));
    const [first] = made;
    expect(new Set(made.map(({ directory }) => directory)).size).toBe(1);
    expect(first?.directory).toBe(environmentDirectory(cache, environmentKey(EMPTY, python)));
    const prefix = execFileSync(join(first?.directory ?? '', 'bin/python'), ['-c', 'import sys; print(sys.prefix)']);
    expect(prefix.toString().trim()).toBe(first?.directory);
    expect(await readdir(join(cache, 'python'))).toEqual([first?.key]);
    await rm(cache, { recursive: true });
  });

  it('says what pip said, and leaves nothing that looks complete', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'python-'));
    const python = await findPython('3.12');
    const broken = Buffer.from('not a requirement !!!\n');
    await expect(pythonEnvironment(cache, python, broken)).rejects.toThrow(
      /Installing the locked packages .*failed:\n.*/,
    );
    const directory = environmentDirectory(cache, environmentKey(broken, python));
    expect(await readdir(directory)).not.toContain('sluice-complete');
    await rm(cache, { recursive: true });
  }, 20_000);

  it('has another key for another interpreter or other packages', () => {
    const python = { program: '/usr/bin/python3', version: '3.12.1' };
    const key = environmentKey(EMPTY, python);
    expect(environmentKey(EMPTY, { ...python, version: '3.13.0' })).not.toBe(key);
    expect(environmentKey(Buffer.from('x'), python)).not.toBe(key);
  });
});

describe('a lock between processes', () => {
  it('lets one at a time work, and is taken from an owner that is gone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lock-'));
    const file = join(folder, 'one.lock');
    execFileSync(process.execPath, ['-e', `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid))`]);
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all([exclusively(file, work), exclusively(file, work), exclusively(file, work)]);
    expect(most).toBe(1);
    await rm(folder, { recursive: true });
  });
});
