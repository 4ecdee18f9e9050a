import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findPython } from '../../../../rehearsal/builder/python.ts';
import { environmentKey, PythonEnvironments } from '../../../../rehearsal/builder/python-environments.ts';

const EMPTY = Buffer.from('# nothing\n');

describe('the environment of a lock file', () => {
  it('is made once, by whoever asks first, and has a Python of its own', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'python-'));
    const python = await findPython('3.12');
    const made = await Promise.all([1, 2, 3].map(() => new PythonEnvironments(cache).of(python, EMPTY)));
    const [first] = made;
    expect(new Set(made.map(({ directory }) => directory)).size).toBe(1);
    expect(first?.directory).toBe(new PythonEnvironments(cache).directory(environmentKey(EMPTY, python)));
    const prefix = execFileSync(join(first?.directory ?? '', 'bin/python'), ['-c', 'import sys; print(sys.prefix)']);
    expect(prefix.toString().trim()).toBe(first?.directory);
    expect(await readdir(join(cache, 'python'))).toEqual([first?.key]);
    await rm(cache, { recursive: true });
  });

  it('says what pip said, and leaves nothing that looks complete', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'python-'));
    const python = await findPython('3.12');
    const broken = Buffer.from('not a requirement !!!\n');
    await expect(new PythonEnvironments(cache).of(python, broken)).rejects.toThrow(
      /Installing the locked packages .*failed:\n.*/,
    );
    const directory = new PythonEnvironments(cache).directory(environmentKey(broken, python));
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
