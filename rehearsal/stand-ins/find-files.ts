import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { StepContext } from '../runner/stand-in.ts';
import { ownFile } from './own-file.ts';

/** What GitHub's actions look for. */
export interface Wanted {
  /** One a line. */
  readonly patterns: string;
  readonly options: {
    readonly followSymbolicLinks?: boolean;
    readonly implicitDescendants?: boolean;
    readonly excludeHiddenFiles?: boolean;
  };
}

export interface FoundFiles {
  /** Files and folders, in the order in which they are found. */
  readonly paths: readonly string[];
  /** Where the patterns begin. */
  readonly searchPaths: readonly string[];
}

const SCRIPT = fileURLToPath(new URL('./find-files-process.ts', import.meta.url));

/** Looks for files from the workspace on, as GitHub's actions do, in a process of its own: the library for it writes to the output of
 *  its process.
 *  @throws the library's sentence @throws {NotRehearsed} for files that are not the job's own */
export async function findFiles(context: StepContext, wanted: Wanted): Promise<FoundFiles> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT], {
    cwd: context.workspace,
    env: { HOME: context.home },
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  });
  child.stdin?.end(JSON.stringify(wanted));
  const [answer, problem] = await Promise.all([text(child.stdio[3] as Readable), text(child.stderr as Readable)]);
  if (answer === '') throw new Error(/^\w*Error(?: \[\w+\])?: (.*)$/m.exec(problem)?.[1] ?? problem.trim());
  const found = JSON.parse(answer) as FoundFiles;
  for (const path of [...found.searchPaths, ...found.paths]) await ownFile(context, path);
  return found;
}
