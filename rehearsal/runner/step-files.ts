import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sentenceOf } from '../workflow/sentence.ts';
import { readPairs, readPath } from './file-command.ts';
import type { JobState } from './job-state.ts';
import type { StepLog } from './step-log.ts';

const KINDS = {
  GITHUB_ENV: 'set_env',
  GITHUB_OUTPUT: 'set_output',
  GITHUB_PATH: 'add_path',
  GITHUB_STATE: 'save_state',
  GITHUB_STEP_SUMMARY: 'step_summary',
} as const;
type Kind = keyof typeof KINDS;

/** Names and paths of the files by which one step speaks to the runner. */
export type StepFiles = Readonly<Record<Kind, string>>;

const SUMMARY_LIMIT = 1024 * 1024;

/** Makes the files, empty. Every step, and every post step, gets its own.
 *  @param speaks whether the step can write to them: a stand-in is no process, and answers the runner itself. */
export async function makeStepFiles(state: JobState, speaks = true): Promise<StepFiles> {
  const suffix = randomUUID();
  const path = (kind: Kind) => join(state.folders.commands, `${KINDS[kind]}_${suffix}`);
  const files = Object.fromEntries((Object.keys(KINDS) as Kind[]).map((kind) => [kind, path(kind)]));
  if (speaks) for (const file of Object.values(files)) await writeFile(file, '');
  return files as StepFiles;
}

/** Does what the step wrote into its files. A malformed file fails the step, and the others still count.
 *  @returns the step's summary, masked; empty when there is none.
 *  @see https://github.com/actions/runner src/Runner.Worker/FileCommandManager.cs */
export async function obeyStepFiles(state: JobState, files: StepFiles, log: StepLog): Promise<string> {
  const obey = async (kind: Kind, apply: (text: string) => void): Promise<void> => {
    try {
      apply(await readFile(files[kind], 'utf8').catch(() => ''));
    } catch (error) {
      const name = kind.slice('GITHUB_'.length).toLowerCase();
      log.issue('error', `Unable to process file command '${name}' successfully.`);
      log.issue('error', sentenceOf(error));
      log.failed = true;
    }
  };
  let summary = '';
  await obey('GITHUB_PATH', (text) => {
    for (const entry of readPath(text)) state.addPath(entry);
  });
  await obey('GITHUB_ENV', (text) =>
    readPairs(text, (name, value) => {
      if (name.toUpperCase() !== 'NODE_OPTIONS') state.env.set(name, value);
      else log.issue('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
    }),
  );
  await obey('GITHUB_STATE', (text) => readPairs(text, (name, value) => log.saved.set(name, value)));
  await obey('GITHUB_OUTPUT', (text) => readPairs(text, (name, value) => log.outputs.set(name, value)));
  await obey('GITHUB_STEP_SUMMARY', (text) => {
    const size = Buffer.byteLength(text);
    if (size <= SUMMARY_LIMIT) summary = text;
    else {
      const kilobytes = Math.floor(size / 1024);
      log.issue(
        'error',
        `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${kilobytes}k.`,
      );
    }
  });
  return summary
    .split('\n')
    .map((line) => state.masks.hide(line))
    .join('\n');
}
