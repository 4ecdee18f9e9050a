import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Enclosure, Enclosures } from '../../rehearsal/enclosure/enclosure.ts';
import { seenProcesses } from '../../rehearsal/enclosure/seen-processes.ts';

/** Ends as soon as its file is there; so long nothing of the machine's speed decides. */
export async function until(what: string, test: () => boolean): Promise<void> {
  for (let waited = 0; !test(); waited += 1) {
    if (waited > 2000) throw new Error(`It never came that ${what}.`);
    await delay(10);
  }
}

/** What the processes here are given, and what a shell sets by itself. */
const OF_A_SHELL = ['PATH', 'TMPDIR', 'RUNNER_TRACKING_ID', 'PWD', 'SHLVL', '_', 'OLDPWD'];

/** By what a process may outlive whoever started it, each with a script that makes one and then a file `up`. */
export const WAYS_TO_STAY = [
  ['was left in the background', 'sleep 1000 & touch up; disown'],
  ['left its session', 'setsid sleep 1000 & touch up'],
  ['forked twice', '( ( sleep 1000 & touch up ) & )'],
  ['gave up its environment', 'env -i setsid sleep 1000 & touch up'],
  ['gave up its folder', '(cd / && setsid sleep 1000 & touch up)'],
  ['ignores signals', `trap '' TERM INT HUP; setsid sleep 1000 & touch up`],
] as const;

/** What every way of enclosing processes must do. */
export function enclosuresContract(make: () => Promise<Enclosures>): void {
  let folder: string;
  let temporary: string;
  let enclosure: Enclosure;
  let enclosures: Enclosures;

  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'enclosure-')));
    temporary = join(folder, 'tmp');
    mkdirSync(temporary);
    enclosures = await make();
    enclosure = await enclosures.open({ folder, temporary, readable: [] });
  });
  afterEach(async () => {
    await enclosure.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const PATH = '/usr/local/bin:/usr/bin:/bin';
  const launch = (script: string, env: Readonly<Record<string, string>> = {}) =>
    enclosure.launch({ file: 'bash', args: ['-c', script], cwd: folder, env: { PATH, ...env } });
  const run = async (script: string, env?: Readonly<Record<string, string>>) => {
    const { stdout, stderr, exited } = launch(script, env);
    const [out, err, code] = await Promise.all([text(stdout), text(stderr), exited]);
    return { out, err, code };
  };
  const come = (name: string) => until(`${name} is there`, () => existsSync(join(folder, name)));
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
  const living = () =>
    seenProcesses().filter(({ folder: where, trackingId }) => `${where} ${trackingId}`.includes(folder)).length;

  it('gives output, exit code, working directory and environment', async () => {
    const { out, err, code } = await run('pwd; echo "$NAME"; echo problem >&2; exit 7', { NAME: 'a b' });
    expect([out, err, code]).toEqual([`${folder}\na b\n`, 'problem\n', 7]);
  });

  it('passes nothing of the environment of the one who rehearses on', async () => {
    // Where processes see only each other, no other one may tell it either.
    const others = enclosures.kind === 'sandboxed' ? 'cat /proc/[0-9]*/environ | tr "\\0" "\\n"' : 'true';
    const { out } = await run(`env; ${others}`);
    const names = out.split('\n').map((line) => line.split('=')[0]);
    expect(Object.keys(process.env).filter((name) => names.includes(name) && !OF_A_SHELL.includes(name))).toEqual([]);
  });

  it('shares a folder with others, each at a place of its own', async () => {
    const from = realpathSync(mkdtempSync(join(tmpdir(), 'shared-')));
    const own = join(folder, 'inner');
    mkdirSync(own);
    const shared = [{ path: join(own, 'at'), from }];
    const one = await enclosures.open({ folder: own, temporary: own, readable: [], shared });
    try {
      const { exited } = one.launch({ file: 'bash', args: ['-c', 'echo word > at/said'], cwd: own, env: { PATH } });
      expect(await exited).toBe(0);
      expect(readFileSync(join(from, 'said'), 'utf8')).toBe('word\n');
    } finally {
      await one.close();
      rmSync(own, { recursive: true });
    }
    expect(existsSync(join(from, 'said'))).toBe(true);
    rmSync(from, { recursive: true });
  });

  it('tells a death by a signal as 128 + its number', async () => {
    expect((await run('kill -TERM $$')).code).toBe(143);
    expect((await run('kill -KILL $$')).code).toBe(137);
  });

  it('says that a program which is not there cannot be started', async () => {
    const launched = enclosure.launch({ file: '/no/such', args: [], cwd: folder, env: {} });
    for (const stream of [launched.stdout, launched.stderr]) stream.resume();
    await expect(launched.exited).rejects.toThrow('spawn /no/such ENOENT');
  });

  it('sends a signal to the process alone, not to what it has started', async () => {
    const script = `trap 'echo main; exit 3' INT
      (trap 'touch child-too' INT; touch up; while [ ! -e end ]; do sleep 0.01; done; touch ended) & wait`;
    const { stdout, exited, signal } = launch(script);
    const out = text(stdout);
    await come('up');
    signal('SIGINT');
    expect([await exited]).toEqual([3]);
    writeFileSync(join(folder, 'end'), '');
    await come('ended');
    expect(await out).toBe('main\n');
    expect(existsSync(join(folder, 'child-too'))).toBe(false);
  });

  it('kills a process with its group at once', async () => {
    const { exited, kill } = launch(`trap '' INT TERM; sleep 1000 & touch up; wait`);
    await come('up');
    kill();
    expect(await exited).toBe(137);
    await until('nothing is left', () => living() === 0 || enclosures.kind === 'sandboxed');
  });

  it('keeps what one process leaves running for the next', async () => {
    await run('(while [ ! -e question ]; do sleep 0.01; done; echo yes > answer) >/dev/null 2>&1 &');
    writeFileSync(join(folder, 'question'), '');
    await until('the answer is there', () => existsSync(join(folder, 'answer')) && read('answer') === 'yes');
  });

  it('has one folder for temporary files in all its processes, and it is its own', async () => {
    await run('echo kept > "$(mktemp -u)-note"; mktemp > name');
    expect((await run('cat ${TMPDIR:-/tmp}/*-note; [ -e "$(cat name)" ] && echo same')).out).toBe('kept\nsame\n');
    expect(existsSync(join(temporary, read('name').split('/').at(-1) ?? ''))).toBe(true);
  });

  describe('when it is closed', () => {
    it.each(WAYS_TO_STAY)('ends what %s', async (_, script) => {
      const { stdout, stderr } = launch(script);
      for (const stream of [stdout, stderr]) stream.resume();
      await come('up');
      await enclosure.close();
      expect(living()).toBe(0);
      // The output ends only when the last one that holds it has ended.
      await until('the output ends', () => stdout.readableEnded && stderr.readableEnded);
    });
  });
}
