import * as core from '@actions/core';
import type { ActionContract } from '../../domain/action-contract.ts';
import { InvalidInput, type Problem } from '../../domain/problem.ts';
import { Refusal } from '../../domain/refusal.ts';
import { cleanSentence } from '../../domain/untrusted-text.ts';
import type { Ending, Invocation } from './invocation.ts';
import { annotation } from './log-text.ts';
import { runnerContext } from './runner-context.ts';
import { runnerInputs } from './runner-inputs.ts';
import { properties, runnerLog } from './runner-log.ts';
import { StepSummary } from './step-summary.ts';

/** What an action does, without a process around it. */
export type Act<Contract extends ActionContract> = (invocation: Invocation<Contract>) => Promise<Ending>;

const POST = 'isPost';
/** The output of every action that is for people. */
const SENTENCE = 'sentence';
/** The runner kills 7.5 s after SIGINT; what is not done by then is left to the post step and to the next run. */
const MILLISECONDS_TO_LEAVE = 4500;

/** Runs an action as a step of GitHub's runner: inputs and context in, outputs, summary and exit code out. The only place that
 *  catches, and the only one that fails the step. With `contract.post`, the post step runs `post` and reads what `save` kept. */
export async function run<Contract extends ActionContract>(
  contract: Contract,
  act: Act<Contract>,
  post?: Act<Contract>,
): Promise<void> {
  const summary = new StepSummary();
  const leave = async (): Promise<void> => {
    await summary.write().catch(() => undefined);
    process.exit(1);
  };
  const lost = (error: unknown): void => {
    fail(error);
    void leave();
  };
  process.on('uncaughtException', lost).on('unhandledRejection', lost);
  const signal = untilSignal(() => {
    fail(new Error('The step was cancelled, and its work did not end in time.'));
    void leave();
  });
  try {
    const chosen = core.getState(POST) === '' ? act : post;
    if (contract.post) core.saveState(POST, 'true');
    if (chosen !== undefined) {
      const ending = await chosen(invocation(contract, signal, summary));
      if (!ending.ok) {
        core.error(annotation(ending.sentence), properties(ending.place, ending.title));
        process.exitCode = core.ExitCode.Failure;
      }
    }
  } catch (error) {
    fail(error);
  }
  await summary.write().catch(fail);
  // A forgotten connection must not hold the runner; a process with nothing left to do ends before this.
  setTimeout(() => process.exit(), 2000).unref();
}

function invocation<Contract extends ActionContract>(
  contract: Contract,
  signal: AbortSignal,
  summary: StepSummary,
): Invocation<Contract> {
  for (const [name, { secret }] of Object.entries(contract.inputs)) {
    const value = secret === true ? core.getInput(name) : '';
    if (value !== '') core.setSecret(value);
  }
  const problems: Problem[] = [];
  const inputs = runnerInputs(contract, problems);
  const github = runnerContext(process.env, problems);
  if (github === undefined || problems.length > 0) throw new InvalidInput(contract.title, problems);
  return {
    inputs,
    github,
    signal,
    log: runnerLog,
    output(name, value) {
      if (!Object.hasOwn(contract.outputs, name)) throw new Error(`"${name}" is not an output of ${contract.name}.`);
      core.setOutput(name, name === SENTENCE ? cleanSentence(value) : value);
    },
    summary: (markdown) => summary.add(markdown),
    save: (name, value) => core.saveState(name, value),
    saved: (name) => core.getState(name),
  };
}

/** Aborted by the first signal, and when nobody reads our output any more: a runner that was killed sends none. `late` is called when the process is still there shortly before it would be killed. */
function untilSignal(late: () => void): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) return;
    controller.abort(new Error('The step was cancelled.'));
    setTimeout(late, MILLISECONDS_TO_LEAVE).unref();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', stop);
  return controller.signal;
}

function fail(error: unknown): void {
  const title = error instanceof Refusal ? `Refused (${error.reason})` : undefined;
  process.exitCode = core.ExitCode.Failure;
  core.error(annotation(error instanceof Error ? error.message : String(error)), properties(undefined, title));
  if (error instanceof Error && error.stack !== undefined) core.debug(annotation(error.stack));
}
