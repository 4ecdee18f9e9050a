import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScriptStep } from '../workflow/definition.ts';
import { evaluateText } from '../workflow/expression.ts';
import type { Token } from '../workflow/token.ts';
import { shellSearchPath } from './process-environment.ts';
import { runProgram } from './run-program.ts';
import { findShell } from './shell.ts';
import { printDetails } from './step-details.ts';
import { firstLine } from './step-name.ts';
import type { StepOutcome, StepRun } from './step-run.ts';
import { which } from './which.ts';

/** Runs a `run:` step. Defaults of job and workflow are not for the steps of a composite action.
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/ScriptHandler.cs */
export async function runScript(step: ScriptStep, run: StepRun): Promise<StepOutcome> {
  const { state, scope, frame, shared, log, env } = run;
  const text = (token: Token | undefined) => (token === undefined ? undefined : evaluateText(token, scope));
  const script = evaluateText(step.run, scope);
  const given = { shell: text(step.shell), folder: text(step.workingDirectory) };
  const defaults = frame.depth === 0 ? state.defaults : { shell: undefined, workingDirectory: undefined };
  const lines = script.replaceAll('\r\n', '\n').replace(/\n+$/, '').split('\n');
  const shell = findShell(given.shell || defaults.shell, step.place, (program) =>
    which(program, shellSearchPath(state, shared)),
  );
  printDetails(log, `Run ${firstLine(script)}`, {
    lines: [...lines, `shell: ${shell.file} ${shell.shownArguments}`],
    env,
  });
  const path = join(state.folders.temp, `${randomUUID()}${shell.extension}`);
  await writeFile(path, shell.contentsOf(script));
  const code = await runProgram(run, {
    file: shell.file,
    args: shell.argumentsFor(path),
    folder: combined(state.folders.workspace, given.folder ?? defaults.workingDirectory ?? ''),
  });
  if (code === 0) return 'success';
  log.issue('error', `Process completed with exit code ${code}.`);
  return 'failure';
}

/** As .NET combines paths: nothing in it is resolved. */
const combined = (folder: string, path: string): string => {
  if (path === '') return folder;
  return path.startsWith('/') ? path : `${folder}/${path}`;
};
