import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ScriptStep } from '../workflow/definition.ts';
import { evaluateText } from '../workflow/expression.ts';
import { runProcess } from './process.ts';
import { processEnvironment } from './process-environment.ts';
import { shellCommand } from './shell.ts';
import type { StepRun } from './step-run.ts';

/** Runs a `run:` step. @returns whether it ended well. */
export async function runScript(
  step: ScriptStep,
  { state, scope, github, env, files, log, signal }: StepRun,
): Promise<boolean> {
  const { clock } = state.request.machine;
  const script = evaluateText(step.run, scope);
  const shell = (step.shell && evaluateText(step.shell, scope)) || state.defaults.shell;
  const folder =
    (step.workingDirectory && evaluateText(step.workingDirectory, scope)) || state.defaults.workingDirectory;
  const build = shellCommand(shell, step.place);
  const path = join(state.folders.temp, `${randomUUID()}${build('').extension}`);
  await writeFile(path, script);
  const { file, args } = build(path);
  log.print(`##[group]Run ${script.trim().split('\n')[0] ?? ''}`);
  for (const line of script.trimEnd().split('\n')) log.print(line);
  log.print(`shell: ${file} ${build('{0}').args.join(' ')}`);
  log.print('##[endgroup]');
  const code = await runProcess({
    enclosure: state.request.machine.enclosure,
    file,
    args,
    cwd: resolve(state.folders.workspace, folder ?? ''),
    env: processEnvironment(state, { env, github, files }),
    onLine: (line) => log.write(line),
    signal,
    kill: state.request.abandon,
    clock,
  });
  if (code !== 0 && !signal.aborted) log.issue('error', `Process completed with exit code ${code}.`);
  return code === 0;
}
