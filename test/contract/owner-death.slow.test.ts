import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { seenProcesses } from '../../rehearsal/enclosure/seen-processes.ts';
import { until, WAYS_TO_STAY } from './enclosures.contract.ts';
import { sandboxHere } from './sandbox-here.ts';

const { sandbox, remove } = await sandboxHere();
afterAll(remove);

const PROGRAM = join(import.meta.dirname, 'doomed-owner.ts');

describe.each(sandbox.kind === 'works' ? ['plain', 'sandboxed'] : ['plain'])('an owner of %s processes', (kind) => {
  let folder: string;
  let scratch: string;
  let owner: ChildProcess;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'owner-')));
    scratch = join(folder, 'scratch');
    mkdirSync(scratch);
  });
  afterEach(() => {
    owner.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (scripts: readonly string[]): Promise<readonly number[]> => {
    const named = scripts.map((script, index) => script.replace('touch up', `touch up-${index}`));
    owner = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM, kind, scratch, ...named], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    for (const index of scripts.keys())
      await until(`script ${index} has done its work`, () => existsSync(join(scratch, 'job', `up-${index}`)));
    return seenProcesses()
      .filter(({ pid, folder: where }) => pid !== process.pid && `${where}/`.startsWith(`${scratch}/`))
      .map(({ pid }) => pid);
  };
  const living = (pids: readonly number[]) => seenProcesses().filter(({ pid }) => pids.includes(pid)).length;

  it.each(['SIGKILL', 'SIGINT'] as const)('leaves no process and no scratch when it gets %s', async (signal) => {
    const pids = await start([...WAYS_TO_STAY.map(([, script]) => script), 'touch up; sleep 1000']);
    expect(pids.length).toBeGreaterThanOrEqual(WAYS_TO_STAY.length);
    owner.kill(signal);
    await once(owner, 'exit');
    await until('every process has ended', () => living(pids) === 0);
    await until('the scratch folder is gone', () => !existsSync(scratch));
  });
});
