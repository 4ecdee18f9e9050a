import { LOCK, type Lock, type LockedAction, lockedAction } from '../../catalogue/lock.ts';
import type { ActionStep } from '../workflow/definition.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { thirdPartyRefusals } from '../workflow/refusals/third-party.ts';
import { parseUses } from '../workflow/uses-reference.ts';
import { givenInputs, warnOfUnexpected } from './action-inputs.ts';
import { frameScope } from './frame.ts';
import { ownPath } from './own-path.ts';
import type { PostStep } from './post-step.ts';
import { processEnvironment } from './process-environment.ts';
import type { StandInResult, StepContext } from './stand-in.ts';
import { printDetails } from './step-details.ts';
import { stepGithub } from './step-environment.ts';
import { type StepOutcome, type StepRun, StepStopped } from './step-run.ts';

/** Lets the stand-in of an action of another repository do its work. An input that the action does not have is only warned of, as the
 *  runner does.
 *  @throws {NotRehearsed} where there is none for it */
export async function runThirdParty(step: ActionStep, outer: StepRun, lock: Lock = LOCK): Promise<StepOutcome> {
  const { state, log } = outer;
  const refusals = thirdPartyRefusals(step, state.request.machine, lock);
  if (refusals.length > 0) throw new NotRehearsed(refusals);
  const reference = parseUses(step.uses);
  const action = reference?.kind === 'repository' ? [reference.repository, reference.path] : [];
  const name = action.filter((part) => part !== '').join('/');
  const [standIn, locked] = [state.request.machine.standIns.get(name), lockedAction(name, lock)];
  if (reference?.kind !== 'repository' || standIn === undefined || locked === undefined) {
    throw new NotRehearsed(`the action ${step.uses}`, step.place);
  }
  const github = stepGithub(outer.github, { action_repository: reference.repository, action_ref: reference.ref });
  const run = { ...outer, github, scope: frameScope(state, outer.frame, github, outer.env) };
  const given = givenInputs(step, run.scope);
  warnOfUnexpected([...given.keys()], Object.keys(locked.inputs), log);
  printDetails(log, `Run ${step.uses}`, { inputs: given, env: run.env });
  const post = reservePost(step, run);
  try {
    const call = { action: name, ref: reference.ref, inputs: withoutOthers(given, locked), context: stepContext(run) };
    const result = await unlessAborted(standIn(call), state.request.abandon);
    if (result === undefined) throw new StepStopped();
    keep(result, run);
    post(result);
  } catch (error) {
    post({});
    throw error instanceof NotRehearsed ? error.at(step.place) : error;
  }
  if (run.signal.aborted) throw new StepStopped();
  return 'success';
}

/** Inputs that the action has, in lower case. */
function withoutOthers(given: ReadonlyMap<string, string>, { inputs }: LockedAction): Readonly<Record<string, string>> {
  const known = Object.keys(inputs).map((name) => name.toLowerCase());
  const lower = [...given].map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(lower.filter(([name]) => known.includes(name)));
}

/** Keeps the place of what is to be done after the job: among several it is the start of the step that counts.
 *  @returns how to say what it is, or that there is nothing */
function reservePost(step: ActionStep, { frame, memory, name }: StepRun): (result: StandInResult) => void {
  const post = (work: StandInResult['post'], condition = 'always()'): PostStep => ({
    ...{ step, name: `Post ${name}`, condition, memory },
    task: async ({ state, log }) => {
      log.print('Post job cleanup.');
      if (work !== undefined) await unlessAborted(work(), state.request.abandon);
      return 'success';
    },
  });
  const reserved = post(undefined);
  frame.posts.unshift(reserved);
  return ({ post: work, postCondition }) => {
    const known = work === undefined ? [] : [post(work, postCondition)];
    frame.posts.splice(frame.posts.indexOf(reserved), 1, ...known);
  };
}

/** Waits for work that may not listen to its signal no longer than until everything has to end. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    work.then(resolve, reject);
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

function stepContext(run: StepRun): StepContext {
  const { state, github, output, signal } = run;
  const { permissions, environmentName } = state.request;
  const { workspace, temp, home } = state.folders;
  return {
    env: processEnvironment(state, run),
    workspace,
    temp,
    home,
    cwd: workspace,
    github,
    permissions,
    jobEnvironment: environmentName,
    own: (path) => ownPath(state.request.machine.folder, path),
    log: (line) => output.write(line),
    signal,
  };
}

/** Secrets first: what follows may hold them. */
function keep(
  { secrets = [], outputs = {}, env = {}, path = [] }: StandInResult,
  { state, log, shared }: StepRun,
): void {
  for (const secret of secrets) state.masks.add(secret);
  for (const [key, value] of Object.entries(outputs)) log.setOutput(key, value);
  for (const [key, value] of Object.entries(env)) shared.setVariable(key, value);
  for (const entry of path.toReversed()) shared.addPath(entry);
}
