import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Misuse } from './command-line/given.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from './config/config-here.ts';
import type { Standing } from './config/find-config.ts';
import { foreignSentence } from './foreign-files.ts';
import { standingFiles } from './standing-files.ts';

export const OPTIONS = CONFIG_OPTION;

export const USAGE = `Usage: sluice diff [--config FILE]

Shows what "sluice synth" would change, as a patch that git can apply. Nothing is written.

${CONFIG_USAGE}

Exit codes: 0 it would change nothing, 1 it would change something, 2 the delivery or the command was not understood.`;

/** Prints the difference between what is generated and what is there. @returns 1 when there is one */
export async function diff(args: readonly string[], standing: Standing): Promise<number> {
  const { own, foreign, left, read } = await standingFiles('sluice diff', { args, options: OPTIONS, standing });
  const before = new Map([...own.map(({ path }) => path), ...left].map((path) => [path, read(path)]));
  const patch = patchBetween(before, new Map(own.map(({ path, content }) => [path, content])));
  process.stdout.write(patch);
  if (foreign.length > 0) console.error(foreignSentence(foreign, '"sluice synth --overwrite"'));
  return patch === '' && foreign.length === 0 ? 0 : 1;
}

type Contents = ReadonlyMap<string, string | undefined>;

/** Only what differs is laid side by side for git. */
function patchBetween(before: Contents, after: Contents): string {
  const paths = [...before.keys()].filter((path) => before.get(path) !== after.get(path));
  if (paths.length === 0) return '';
  const folder = mkdtempSync(join(tmpdir(), 'sluice-diff-'));
  try {
    for (const [side, contents] of [['a', before] as const, ['b', after] as const]) {
      mkdirSync(join(folder, side));
      for (const path of paths) lay(join(folder, side, path), contents.get(path));
    }
    const asked = [
      '-c',
      'core.autocrlf=false',
      'diff',
      '--no-index',
      '--no-renames',
      '--no-prefix',
      '--no-color',
      '--no-ext-diff',
      'a',
      'b',
    ];
    const { status, stdout, error } = spawnSync('git', asked, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (error !== undefined || status === null || status > 1)
      throw new Misuse(`sluice diff wants git on the PATH (${error?.message ?? `it ended with ${status}`}).`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lay(file: string, content: string | undefined): void {
  if (content === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
