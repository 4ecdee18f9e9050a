import { LOCK, type Lock, lockedAction } from '../../catalogue/lock.ts';
import type { ActionStep } from '../workflow/definition.ts';
import { evaluateText } from '../workflow/expression.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { at } from '../workflow/token.ts';
import { processEnvironment } from './process-environment.ts';
import type { StandInResult, StepContext } from './stand-in.ts';
import type { StepRun } from './step-run.ts';

/** Checks a step that uses an action of another repository against the lock file: the action is pinned there, at this commit, and
 *  takes these inputs. @returns name and commit. @throws with file and line of what is wrong. */
export function checkThirdParty(
  { uses, with: given, place }: ActionStep,
  lock: Lock = LOCK,
): { readonly action: string; readonly ref: string } {
  const [action = '', ref = ''] = uses.split('@');
  const locked = lockedAction(action, lock);
  if (locked === undefined) {
    throw new Error(
      `${at(place)}: the action ${action} is not in the catalogue's lock file; pin it there, with its inputs.`,
    );
  }
  if (ref !== locked.sha) {
    const wanted = `${locked.sha} (${locked.version})`;
    throw new Error(
      `${at(place)}: ${action} is used at "${ref}", the lock file has ${wanted}; pin the step to that commit.`,
    );
  }
  const names = Object.keys(locked.inputs);
  for (const { key, place: position } of given?.entries ?? []) {
    if (names.some((name) => name.toLowerCase() === key.toLowerCase())) continue;
    throw new Error(
      `${at(position)}: ${action} ${locked.version} has no input "${key}"; it has ${names.sort().join(', ')}.`,
    );
  }
  const has = (name: string) => given?.entries.some(({ key }) => key.toLowerCase() === name.toLowerCase()) === true;
  const missing = names.find((name) => locked.inputs[name]?.required === true && !has(name));
  if (missing !== undefined) {
    throw new Error(`${at(place)}: ${action} ${locked.version} needs the input "${missing}"; give it under "with".`);
  }
  return { action, ref };
}

/** Lets the stand-in of an action do its work. @returns whether it ended well. */
export async function runThirdParty(step: ActionStep, name: string, run: StepRun): Promise<boolean> {
  const { state, scope, log, signal } = run;
  const { action, ref } = checkThirdParty(step);
  const standIn = state.request.machine.standIns.get(action);
  if (standIn === undefined) {
    throw new Error(`${at(step.place)}: there is no stand-in for ${action}, so the rehearsal cannot run this step.`);
  }
  const inputs = Object.fromEntries(
    step.with?.entries.map(({ key, value }) => [key.toLowerCase(), evaluateText(value, scope)]) ?? [],
  );
  log.print(`##[group]Run ${step.uses}`);
  for (const [key, value] of Object.entries(inputs)) log.print(`  ${key}: ${value}`);
  log.print('##[endgroup]');
  const result = await unlessAborted(
    standIn({ action, ref, inputs, context: stepContext(run) }).catch((error) => {
      throw error instanceof NotRehearsed ? error.at(step.place) : error;
    }),
    state.request.abandon,
  );
  if (result === undefined) return false;
  keep(result, run);
  const { post } = result;
  if (post !== undefined) {
    state.posts.unshift({
      id: step.id,
      name: `Post ${name}`,
      place: step.place,
      condition: 'always()',
      env: run.env,
      github: run.github,
      run: async () => {
        await unlessAborted(post(), state.request.abandon);
        return true;
      },
    });
  }
  return !signal.aborted;
}

/** Waits for work that may not listen to its signal no longer than until everything has to end. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    work.then(resolve, reject);
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

function stepContext({ state, env, github, files, log, signal }: StepRun): StepContext {
  const { permissions, environmentName } = state.request;
  const { workspace, temp, home } = state.folders;
  return {
    env: processEnvironment(state, { env, github, files }),
    workspace,
    temp,
    home,
    cwd: workspace,
    github,
    permissions,
    jobEnvironment: environmentName,
    log: (line) => log.write(line),
    signal,
  };
}

/** Secrets first: what follows may hold them. */
function keep({ secrets = [], outputs = {}, env = {}, path = [] }: StandInResult, { state, log }: StepRun): void {
  for (const secret of secrets) state.masks.add(secret);
  for (const [key, value] of Object.entries(outputs)) log.outputs.set(key, value);
  for (const [key, value] of Object.entries(env)) state.env.set(key, value);
  for (const entry of [...path].reverse()) state.addPath(entry);
}
