import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { which } from '../runner/which.ts';
import { type FiredAlert, firedAlerts } from './promtool-answer.ts';
import { type Judged, promtoolTest, RULES_FILE } from './promtool-test.ts';

/** A program of this machine that judges rules, or why there is none. */
export type Promtool =
  | { readonly kind: 'found'; readonly program: string }
  | { readonly kind: 'absent'; readonly why: string };

/** On the PATH, or beside a Prometheus there: whoever has one of them has unpacked both. */
export async function findPromtool(path: string): Promise<Promtool> {
  const program = which('promtool', path);
  if (program !== undefined) return { kind: 'found', program };
  const prometheus = which('prometheus', path);
  if (prometheus === undefined) return { kind: 'absent', why: 'neither promtool nor prometheus is on PATH' };
  const beside = which('promtool', dirname(await realpath(prometheus)));
  return beside === undefined
    ? { kind: 'absent', why: 'prometheus is on PATH, and promtool, which judges rules, is not beside it' }
    : { kind: 'found', program: beside };
}

const PATIENCE = 30_000;

/** What fires, by Prometheus' own evaluation of the rules. @throws a sentence where it takes the rules or the numbers for none */
export async function judge(program: string, judged: Judged): Promise<readonly FiredAlert[]> {
  const { rules, tests } = promtoolTest(judged);
  const folder = await mkdtemp(join(tmpdir(), 'promtool-'));
  try {
    // YAML is a superset of JSON.
    await Promise.all([
      writeFile(join(folder, RULES_FILE), JSON.stringify(rules)),
      writeFile(join(folder, 'tests.json'), JSON.stringify(tests)),
    ]);
    const { ended, text } = await run(program, folder);
    const fired = firedAlerts(text);
    if (!ended && fired.length === 0) throw new Error(`promtool does not judge the rules: ${text.trim()}`);
    return fired;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const run = (program: string, cwd: string): Promise<{ readonly ended: boolean; readonly text: string }> =>
  new Promise((resolve) => {
    const limits = { cwd, timeout: PATIENCE, maxBuffer: 2 ** 26 };
    execFile(program, ['test', 'rules', 'tests.json'], limits, (error, stdout, stderr) =>
      resolve({ ended: error === null, text: `${stdout}${stderr}` || (error?.message ?? '') }),
    );
  });
