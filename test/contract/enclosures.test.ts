import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Enclosures } from '../../rehearsal/enclosure/enclosure.ts';
import { plainEnclosures } from '../../rehearsal/enclosure/plain-enclosures.ts';
import { enclosuresContract } from './enclosures.contract.ts';
import { sandboxHere } from './sandbox-here.ts';

const { sandbox, remove } = await sandboxHere();
afterAll(remove);

const sandboxed = async (): Promise<Enclosures> => {
  if (sandbox.kind === 'none') throw new Error(`There is no sandbox: ${sandbox.why}.`);
  return sandbox.enclosures;
};

describe('processes that run as the user', () => {
  enclosuresContract(async () => plainEnclosures());

  it('are not looked for where none was started', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'enclosure-')));
    const others = spawn('sleep', ['1000'], { cwd: folder, stdio: 'ignore' });
    await once(others, 'spawn');
    const enclosure = await plainEnclosures().open({ folder, temporary: folder, readable: [] });
    await enclosure.close();
    expect(others.kill('SIGTERM')).toBe(true);
    expect(await once(others, 'exit')).toEqual([null, 'SIGTERM']);
    rmSync(folder, { recursive: true });
  });
});

(sandbox.kind === 'works' ? describe : describe.skip)('processes in a sandbox', () => {
  enclosuresContract(sandboxed);
});
