import type { StepDefinition, WaitStep } from '../workflow/definition.ts';
import { evaluateText } from '../workflow/expression.ts';
import { runAside } from './aside-step.ts';
import { BackgroundSteps } from './background-steps.ts';
import { runControl } from './control-step.ts';
import { makeJobFolders } from './job-folders.ts';
import { jobOutputs, OutputsTooLong } from './job-outputs.ts';
import type { JobRequest, RunnerResult, StepIdentity } from './job-request.ts';
import { JobState } from './job-state.ts';
import { tellProblem } from './perform.ts';
import type { PostStep } from './post-step.ts';
import { prepareActions } from './prepare-actions.ts';
import { problemSentence } from './problem-sentence.ts';
import { runStep } from './step.ts';
import { StepLog } from './step-log.ts';
import { firstName } from './step-name.ts';

/** Runs one job on a machine of its own, from an empty workspace to its last post step, and leaves no process behind. Never throws for
 *  what the job does; that is its result. @throws {NotRehearsed} */
export async function runJob(request: JobRequest): Promise<RunnerResult> {
  const { github, machine } = request;
  // A machine that cannot be made is no result of a step.
  if (request.stepStandIn === undefined) await machine.start();
  const repository = String(github['repository'] ?? '').split('/')[1] ?? 'repository';
  const folders = await makeJobFolders(machine.folder, repository, github['event'] ?? {});
  const located = { ...github, workspace: folders.workspace, event_path: folders.event };
  const state = new JobState({ ...request, github: located }, folders);
  addMasks(state);
  const onCancel = (): void => {
    state.status = 'cancelled';
  };
  if (request.cancel.aborted) onCancel();
  else request.cancel.addEventListener('abort', onCancel, { once: true });
  try {
    return await runSteps(state);
  } finally {
    request.cancel.removeEventListener('abort', onCancel);
    // Whatever its steps have left running ends with the job, before anybody hears of its end.
    await machine.endProcesses();
  }
}

/** Secrets, and what git makes of the token.
 *  @see https://github.com/actions/runner src/Runner.Worker/Worker.cs (InitializeSecretMasker) */
function addMasks({ masks, request }: JobState): void {
  const { secrets, identity } = request;
  for (const secret of Object.values(secrets)) masks.add(secret.trim());
  const token = secrets['GITHUB_TOKEN'];
  if (token !== undefined) masks.addWhole(Buffer.from(`x-access-token:${token}`).toString('base64'));
  if (identity !== undefined) masks.add(identity.token);
}

async function runSteps(state: JobState): Promise<RunnerResult> {
  const { job } = state.request;
  const setUp: StepIdentity = { number: 0, id: '', name: 'Set up job', place: job.place };
  const logOf = (identity: StepIdentity) => new StepLog(state, state.request.reporter, identity);
  let before: readonly PostStep[];
  try {
    prepare(state);
    before = await prepareActions(state, job.steps, state.frame.self, state.memory, 0);
    nameSteps(state, logOf(setUp));
  } catch (error) {
    // Nothing of the job runs then, not even what asks for it always.
    tellProblem(logOf(setUp), error);
    state.fail();
    return { result: state.status, outputs: {}, environmentUrl: '' };
  }
  let number = 0;
  for (const pre of before) await runAside(state, pre, ++number);
  const background = new BackgroundSteps(state);
  for (const step of [...job.steps, ...implicitWait(job.steps)]) {
    number++;
    if (step.kind === 'wait' || step.kind === 'cancel') await runControl(state, background, step, number);
    else if (step.background) background.start(step, number);
    else await runStep(state, step, number);
  }
  await background.close();
  for (let post = state.posts.shift(); post !== undefined; post = state.posts.shift()) {
    await runAside(state, post, ++number);
  }
  return complete(state, logOf({ ...setUp, number: number + 1, name: 'Complete job' }));
}

/** A last step that waits for everything, where some background step is neither waited for nor cancelled by its id.
 *  @see https://github.com/actions/runner src/Runner.Worker/JobExtension.cs ("Add implicit wait-all") */
function implicitWait(steps: readonly StepDefinition[]): readonly WaitStep[] {
  const covered = (id: string, index: number): boolean =>
    steps.some((step, at) => {
      if (step.kind === 'cancel') return step.target.toLowerCase() === id.toLowerCase();
      if (step.kind !== 'wait') return false;
      return step.targets === 'all'
        ? at > index
        : step.targets.some((target) => target.toLowerCase() === id.toLowerCase());
    });
  const open = steps.find((step, index) => 'background' in step && step.background && !covered(step.id, index));
  if (open === undefined) return [];
  const { place } = open;
  const name = { kind: 'literal', value: 'Wait for all background steps', place } as const;
  return [{ kind: 'wait', id: '__implicit_wait_all', place, name, continueOnError: undefined, targets: 'all' }];
}

/** Gives each step the name that it begins with. */
function nameSteps(state: JobState, log: StepLog): void {
  for (const step of state.request.job.steps) {
    if (step.kind === 'wait' || step.kind === 'cancel') continue;
    const name = firstName(step, state, state.frame.self);
    if (name.problem !== undefined) log.issue('warning', name.problem);
    state.names.set(step, name);
  }
}

/** Variables and defaults that hold for all steps. @throws when they cannot be evaluated */
function prepare(state: JobState): void {
  const { job, workflowEnv, workflowDefaults } = state.request;
  for (const source of [workflowEnv, job.env]) {
    const { scope } = state;
    for (const { key, value } of source?.kind === 'map' ? source.entries : []) {
      state.shared.setVariable(key, evaluateText(value, scope));
    }
  }
  const { scope } = state;
  const shell = job.defaults.shell ?? workflowDefaults.shell;
  const workingDirectory = job.defaults.workingDirectory ?? workflowDefaults.workingDirectory;
  state.defaults = {
    shell: shell && evaluateText(shell, scope),
    workingDirectory: workingDirectory && evaluateText(workingDirectory, scope),
  };
}

/** Outputs of the job, and the address that its environment shows.
 *  @see https://github.com/actions/runner src/Runner.Worker/JobExtension.cs (FinalizeJob) */
function complete(state: JobState, log: StepLog): RunnerResult {
  const { scope, masks } = state;
  const { job, environmentUrl, environmentName = '' } = state.request;
  const attempt = <Result>(problem: string, nothing: Result, work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      const sentence = problemSentence(error);
      if (!(error instanceof OutputsTooLong)) log.issue('error', problem);
      log.issue('error', sentence);
      state.fail();
      return nothing;
    }
  };
  const outputs = attempt('Fail to evaluate job outputs', {}, () => jobOutputs(job.outputs, scope, masks, log));
  const url = attempt('Failed to evaluate environment url', '', () => {
    const address = environmentUrl === undefined ? '' : evaluateText(environmentUrl, scope);
    if (masks.hide(address) === address) return address;
    log.issue('warning', `Skip setting environment url as environment '${environmentName}' may contain secret.`);
    return '';
  });
  return { result: state.status, outputs, environmentUrl: url };
}
