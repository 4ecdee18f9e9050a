import { InvalidAction } from '../workflow/action-definition.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import type { JobState } from './job-state.ts';
import { ownPath } from './own-path.ts';
import { problemSentence } from './problem-sentence.ts';
import { makeStepFiles, obeyStepFiles, type StepFiles } from './step-files.ts';
import type { StepLog } from './step-log.ts';
import { StepOutput } from './step-output.ts';
import { type StepOutcome, type StepRun, StepStopped, type StepTask } from './step-run.ts';

/** Lets a step do its work, and does what it tells the runner. @param stopped what it means that it had to stop
 *  @throws {NotRehearsed}
 *  @see https://github.com/actions/runner src/Runner.Worker/StepsRunner.cs (RunStepAsync) */
export async function perform(
  run: Omit<StepRun, 'files' | 'output'>,
  task: StepTask,
  stopped: () => Stopped,
): Promise<StepOutcome> {
  const { state, log, shared, env } = run;
  const output = new StepOutput({ state, log, shared, env });
  let outcome: StepOutcome = 'failure';
  let problem: unknown;
  let files: StepFiles | undefined;
  try {
    await checkFolders(state);
    files = await makeStepFiles(state.folders);
    outcome = await task({ ...run, files, output });
  } catch (error) {
    if (error instanceof NotRehearsed) throw error;
    problem = error;
  }
  if (files !== undefined) await obeyStepFiles(files, log, shared);
  if (problem instanceof StepStopped) {
    const end = stopped();
    if (end.sentence !== undefined) log.issue('error', end.sentence);
    outcome = end.outcome;
  } else if (problem !== undefined) {
    tellProblem(log, problem);
  }
  return outcome === 'success' && log.failed ? 'failure' : outcome;
}

/** What the runner itself writes and reads lies where it was laid. */
async function checkFolders({ folders, request }: JobState): Promise<void> {
  const { workspace, temp, commands, home, tools } = folders;
  for (const folder of [workspace, temp, commands, home, tools]) await ownPath(request.machine.folder, folder);
}

/** What it means that a step had to stop. */
export interface Stopped {
  readonly outcome: StepOutcome;
  readonly sentence: string | undefined;
}

/** Whose time was up has failed; but who cancels the job meant to stop it, even if its time is up meanwhile. */
export const stoppedStep = ({ request }: JobState, late: string, cancelled: AbortSignal): Stopped =>
  cancelled.aborted || request.cancel.aborted
    ? { outcome: 'cancelled', sentence: new StepStopped().message }
    : { outcome: 'failure', sentence: late };

/** Writes down what went wrong; an `action.yml` may have several faults. @throws {NotRehearsed} when it is given one */
export function tellProblem(log: StepLog, problem: unknown): void {
  const sentence = problemSentence(problem);
  for (const one of problem instanceof InvalidAction ? problem.problems : []) log.issue('error', one);
  log.issue('error', sentence);
}
