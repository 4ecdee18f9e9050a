import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { limitOf } from '../../catalogue/github-limits.ts';
import { sentenceOf } from '../workflow/sentence.ts';
import { decodeFile, readPairs, readPath } from './file-command.ts';
import type { JobFolders } from './job-folders.ts';
import { readOwnFile } from './own-path.ts';
import type { SharedEnvironment } from './shared-environment.ts';
import type { StepLog } from './step-log.ts';

const KINDS = {
  GITHUB_ENV: 'set_env',
  GITHUB_OUTPUT: 'set_output',
  GITHUB_PATH: 'add_path',
  GITHUB_STATE: 'save_state',
  GITHUB_STEP_SUMMARY: 'step_summary',
  // Subjects for attestations; GitHub has them behind a switch, and does nothing with them where it is off.
  GITHUB_ARTIFACTS: 'artifacts',
  GITHUB_ARTIFACTS_LIST: 'artifacts_list',
} as const;
type Kind = keyof typeof KINDS;

/** Names and paths of the files by which one step speaks to the runner. */
export type StepFiles = Readonly<Record<Kind, string>>;

/** Makes the files, empty. Every step, and every post step, gets its own. */
export async function makeStepFiles({ commands }: JobFolders): Promise<StepFiles> {
  const suffix = randomUUID();
  const path = (kind: Kind) => join(commands, `${KINDS[kind]}_${suffix}`);
  const files = Object.fromEntries((Object.keys(KINDS) as Kind[]).map((kind) => [kind, path(kind)]));
  for (const file of Object.values(files)) await writeFile(file, '');
  return files as StepFiles;
}

/** Does what the step wrote into its files. A malformed file fails the step, and the others still count.
 *  @see https://github.com/actions/runner src/Runner.Worker/FileCommandManager.cs */
export async function obeyStepFiles(files: StepFiles, log: StepLog, shared: SharedEnvironment): Promise<void> {
  const obey = async (kind: Kind, apply: (text: string) => void): Promise<void> => {
    try {
      const bytes = await readOwnFile(files[kind]);
      if (bytes !== undefined) apply(decodeFile(bytes));
    } catch (error) {
      const name = kind.slice('GITHUB_'.length).toLowerCase();
      log.issue('error', `Unable to process file command '${name}' successfully.`);
      log.issue('error', sentenceOf(error));
      log.failed = true;
    }
  };
  await obey('GITHUB_PATH', (text) => {
    for (const entry of readPath(text)) shared.addPath(entry);
  });
  await obey('GITHUB_ENV', (text) =>
    readPairs(text, (name, value) => {
      if (name === '') throw new Error("Value cannot be null. (Parameter 'name')");
      if (name.toUpperCase() !== 'NODE_OPTIONS') shared.setVariable(name, value);
      else log.issue('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
    }),
  );
  await obey('GITHUB_STATE', (text) => readPairs(text, (name, value) => log.saveState(name, value)));
  await obey('GITHUB_OUTPUT', (text) => readPairs(text, (name, value) => log.setOutput(name, value)));
  await obey('GITHUB_ARTIFACTS', (text) => {
    if (text !== '') log.issue('warning', 'Rehearsal: what a step writes to GITHUB_ARTIFACTS is not used.');
  });
  await takeSummary(files.GITHUB_STEP_SUMMARY, log);
}

async function takeSummary(file: string, log: StepLog): Promise<void> {
  const bytes = await readOwnFile(file);
  if (bytes === undefined || bytes.byteLength === 0) return;
  const limit = limitOf('step-summary');
  if (bytes.byteLength <= limit) return log.summary(decodeFile(bytes));
  const [most, size] = [limit, bytes.byteLength].map((number) => Math.floor(number / 1024));
  log.issue(
    'error',
    `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${most}k, got ${size}k. For more information see: https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-markdown-summary`,
  );
}
