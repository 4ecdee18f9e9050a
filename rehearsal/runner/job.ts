import { evaluate, evaluateText, isTruthy } from '../workflow/expression.ts';
import { sentenceOf } from '../workflow/sentence.ts';
import { makeJobFolders } from './job-folders.ts';
import type { JobRequest, RunnerResult, StepConclusion, StepIdentity } from './job-request.ts';
import { JobState } from './job-state.ts';
import type { PostStep } from './post-step.ts';
import { runStep } from './step.ts';
import { makeStepFiles, obeyStepFiles } from './step-files.ts';
import { StepLog } from './step-log.ts';

/** Runs one job on a machine of its own, from an empty workspace to its last post step, and leaves no process behind. Never throws for
 *  what the job does; that is its result. */
export async function runJob(request: JobRequest): Promise<RunnerResult> {
  const { github, machine } = request;
  const repository = String(github['repository'] ?? '').split('/')[1] ?? 'repository';
  const folders = await makeJobFolders(machine.folder, repository, github['event'] ?? {});
  const located = { ...github, workspace: folders.workspace, event_path: folders.event };
  const state = new JobState({ ...request, github: located }, folders);
  for (const secret of Object.values(request.secrets)) state.masks.add(secret);
  if (request.identity !== undefined) state.masks.add(request.identity.token);
  const setUp: StepIdentity = { number: 0, id: '', name: 'Set up job', place: request.job.place };
  try {
    prepare(state, new StepLog(state, setUp));
    let number = 0;
    for (const step of request.job.steps) await runStep(state, step, ++number);
    for (let post = state.posts.shift(); post !== undefined; post = state.posts.shift()) {
      await runPost(state, post, ++number);
    }
    return complete(state, new StepLog(state, { ...setUp, number: number + 1, name: 'Complete job' }));
  } finally {
    // Whatever its steps have left running ends with the job, before anybody hears of its end.
    await machine.enclosure.close();
  }
}

/** Variables and defaults that hold for all steps. When they cannot be evaluated, the job fails before its first step. */
function prepare(state: JobState, log: StepLog): void {
  const { job, workflowEnv, workflowDefaults, github } = state.request;
  try {
    for (const source of [workflowEnv, job.env]) {
      const scope = state.scope(github, state.env);
      for (const { key, value } of source?.kind === 'map' ? source.entries : []) {
        state.env.set(key, evaluateText(value, scope));
      }
    }
    const scope = state.scope(github, state.env);
    const shell = job.defaults.shell ?? workflowDefaults.shell;
    const workingDirectory = job.defaults.workingDirectory ?? workflowDefaults.workingDirectory;
    state.defaults = {
      shell: shell && evaluateText(shell, scope),
      workingDirectory: workingDirectory && evaluateText(workingDirectory, scope),
    };
  } catch (error) {
    fail(state, log, error);
  }
}

async function runPost(state: JobState, post: PostStep, number: number): Promise<void> {
  const identity: StepIdentity = { number, id: post.id, name: post.name, place: post.place };
  const { reporter, cancel, abandon } = state.request;
  const log = new StepLog(state, identity);
  reporter.stepStarted(identity);
  if (cancel.aborted) state.status = 'cancelled';
  let outcome: StepConclusion = 'skipped';
  try {
    if (isTruthy(evaluate(post.condition, state.scope(post.github, post.env)))) {
      const files = await makeStepFiles(state);
      const succeeded = await post.run(log, abandon, files);
      const summary = await obeyStepFiles(state, files, log);
      if (summary !== '') reporter.summary(identity, summary);
      outcome = succeeded && !log.failed ? 'success' : 'failure';
    }
  } catch (error) {
    outcome = 'failure';
    log.issue('error', sentenceOf(error));
  }
  state.record(outcome);
  reporter.stepEnded(identity, { outcome, conclusion: outcome, outputs: Object.fromEntries(log.outputs) });
}

/** Outputs of the job, and the address that its environment shows. An output that holds a secret is left out, with a warning.
 *  @see https://github.com/actions/runner src/Runner.Worker/JobExtension.cs (FinalizeJob) */
function complete(state: JobState, log: StepLog): RunnerResult {
  const { job, github, environmentUrl, cancel } = state.request;
  if (cancel.aborted) state.status = 'cancelled';
  const outputs: Record<string, string> = {};
  let url = '';
  try {
    const scope = state.scope(github, state.env);
    for (const { key, value } of job.outputs?.kind === 'map' ? job.outputs.entries : []) {
      const text = evaluateText(value, scope);
      if (state.masks.hide(text) !== text) {
        log.issue('warning', `Skip output '${key}' since it may contain secret.`);
      } else if (text !== '') outputs[key] = text;
    }
    const address = environmentUrl === undefined ? '' : evaluateText(environmentUrl, scope);
    if (state.masks.hide(address) === address) url = address;
    else log.issue('warning', 'Skip setting environment url as it may contain secret.');
  } catch (error) {
    fail(state, log, error);
  }
  return { result: state.status, outputs, environmentUrl: url };
}

function fail(state: JobState, log: StepLog, error: unknown): void {
  state.record('failure');
  log.issue('error', sentenceOf(error));
}
