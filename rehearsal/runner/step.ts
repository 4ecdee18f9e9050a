import type { StepDefinition } from '../workflow/definition.ts';
import { evaluate, evaluateText, evaluateToken, isTruthy, type Scope, toText } from '../workflow/expression.ts';
import { sentenceOf } from '../workflow/sentence.ts';
import type { Value } from '../workflow/value.ts';
import type { StepConclusion, StepIdentity, StepResult } from './job-request.ts';
import type { JobState } from './job-state.ts';
import { runLocalAction } from './local-action.ts';
import { runScript } from './script-step.ts';
import { makeStepFiles, obeyStepFiles } from './step-files.ts';
import { StepLog } from './step-log.ts';
import type { StepRun } from './step-run.ts';
import { stepSignal } from './step-signal.ts';
import { runThirdParty } from './third-party-action.ts';

/** Runs one step of a job: condition, variables, time limit, what it tells the runner, `continue-on-error`.
 *  @see https://github.com/actions/runner src/Runner.Worker/StepsRunner.cs */
export async function runStep(state: JobState, step: StepDefinition, number: number): Promise<void> {
  const github = { ...state.request.github, action: step.id };
  const name = stepName(step, state.scope(github, state.env));
  const identity: StepIdentity = { number, id: step.id, name, place: step.place };
  const { reporter } = state.request;
  const log = new StepLog(state, identity);
  reporter.stepStarted(identity);
  const end = (outcome: StepConclusion, conclusion: StepConclusion): void => {
    const result: StepResult = { outcome, conclusion, outputs: Object.fromEntries(log.outputs) };
    state.steps.set(step.id, result);
    state.record(conclusion);
    reporter.stepEnded(identity, result);
  };
  let outcome: StepConclusion;
  try {
    outcome = await attempt(state, step, name, github, log, (text) => reporter.summary(identity, text));
  } catch (error) {
    outcome = state.request.cancel.aborted ? 'cancelled' : 'failure';
    log.issue('error', sentenceOf(error));
  }
  let conclusion = outcome;
  if (outcome === 'failure' && step.continueOnError !== undefined) {
    const scope = state.scope(github, state.env);
    if (isTruthy(evaluateToken(step.continueOnError, scope))) conclusion = 'success';
  }
  end(outcome, conclusion);
}

async function attempt(
  state: JobState,
  step: StepDefinition,
  name: string,
  github: Readonly<Record<string, Value>>,
  log: StepLog,
  summarize: (text: string) => void,
): Promise<StepConclusion> {
  if (state.request.cancel.aborted) state.status = 'cancelled';
  const env = new Map(state.env);
  for (const { key, value } of step.env?.kind === 'map' ? step.env.entries : []) {
    env.set(key, evaluateText(value, state.scope(github, state.env)));
  }
  const scope = state.scope(github, env);
  const holds = () => isTruthy(evaluate(step.condition, scope));
  if (!holds()) return 'skipped';
  const minutes =
    step.timeoutMinutes === undefined ? 0 : Math.trunc(Number(toText(evaluateToken(step.timeoutMinutes, scope))));
  const signal = stepSignal(state, minutes, holds);
  const files = await makeStepFiles(state, step.kind === 'run' || isLocal(step));
  const run: StepRun = { state, scope, github, env, files, log, signal: signal.signal };
  let succeeded = false;
  try {
    succeeded = await start(step, name, run);
  } catch (error) {
    if (!signal.signal.aborted) log.issue('error', sentenceOf(error));
  } finally {
    signal.release();
    const summary = await obeyStepFiles(state, files, log);
    if (summary !== '') summarize(summary);
  }
  if (signal.timedOut()) {
    log.issue('error', `The action '${name}' has timed out after ${minutes} minutes.`);
    return 'failure';
  }
  if (signal.signal.aborted) {
    log.issue('error', 'The operation was canceled.');
    return 'cancelled';
  }
  return succeeded && !log.failed ? 'success' : 'failure';
}

const start = (step: StepDefinition, name: string, run: StepRun): Promise<boolean> => {
  if (step.kind === 'run') return runScript(step, run);
  return isLocal(step) ? runLocalAction(step, name, run) : runThirdParty(step, name, run);
};

const isLocal = ({ uses }: { readonly uses: string }): boolean => uses.startsWith('./');

/** What the log calls the step: its `name`, else what it runs. A name that cannot be evaluated yet is shown as it is written. */
function stepName(step: StepDefinition, scope: Scope): string {
  const fallback = step.kind === 'uses' ? `Run ${step.uses}` : `Run ${firstLine(step)}`;
  if (step.name === undefined) return fallback;
  try {
    return evaluateText(step.name, scope) || fallback;
  } catch {
    return fallback;
  }
}

const firstLine = ({ run }: StepDefinition & { kind: 'run' }): string =>
  (run.kind === 'literal' ? String(run.value) : run.source).trim().split('\n')[0] ?? '';
