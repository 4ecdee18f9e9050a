import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionStep } from '../workflow/definition.ts';
import { evaluateText } from '../workflow/expression.ts';
import { type ActionMetadata, readActionMetadata } from './action-metadata.ts';
import { runProcess } from './process.ts';
import { processEnvironment } from './process-environment.ts';
import type { StepRun } from './step-run.ts';

/** Runs a JavaScript action of the job's own workspace, as it lies there now. @returns whether it ended well.
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/NodeScriptActionHandler.cs */
export async function runLocalAction(step: ActionStep, name: string, run: StepRun): Promise<boolean> {
  const { state, log } = run;
  const action = await readActionMetadata(join(state.folders.workspace, step.uses), step.uses, step.place);
  // GitHub cannot run it either: when `pre` is due, the workspace is still empty.
  if (action.pre !== undefined) {
    log.issue('warning', `\`pre\` execution is not supported for local action from '${step.uses}'`);
  }
  const inputs = actionInputs(step, action, run);
  const extra = inputVariables(inputs);
  log.print(`##[group]Run ${step.uses}`);
  log.print('with:');
  for (const [key, value] of inputs) if (value !== '') log.print(`  ${key}: ${value}`);
  log.print('##[endgroup]');
  const { post } = action;
  if (post !== undefined) {
    state.posts.unshift({
      id: step.id,
      name: `Post ${name}`,
      place: step.place,
      condition: action.postCondition,
      env: run.env,
      github: run.github,
      run: (postLog, signal, files) => {
        const saved = [...log.saved].map(([key, value]): [string, string] => [`STATE_${key}`, value]);
        const environment = { ...extra, ...Object.fromEntries(saved) };
        return runNode(action, post, { ...run, log: postLog, signal, files }, environment);
      },
    });
  }
  return runNode(action, action.main, run, extra);
}

async function runNode(
  { folder }: ActionMetadata,
  script: string,
  { state, env, github, files, log, signal }: StepRun,
  extra: Readonly<Record<string, string>>,
): Promise<boolean> {
  const { machine } = state.request;
  const file = join(folder, script);
  if (!existsSync(file)) throw new Error(`File not found: '${file}'`);
  const code = await runProcess({
    enclosure: state.request.machine.enclosure,
    file: machine.node,
    args: [file],
    cwd: state.folders.workspace,
    env: processEnvironment(state, { env, github, files, extra }),
    onLine: (line) => log.write(line),
    signal,
    kill: state.request.abandon,
    clock: machine.clock,
  });
  return code === 0;
}

/** What the step gives and the defaults of what it does not; an input that the action does not declare is given to it too, with
 *  the runner's warning. */
function actionInputs(step: ActionStep, { inputs }: ActionMetadata, { scope, log }: StepRun): Map<string, string> {
  const given = new Map(
    step.with?.entries.map(({ key, value }) => [key.toLowerCase(), evaluateText(value, scope)]) ?? [],
  );
  const result = new Map<string, string>();
  for (const [name, fallback] of inputs) {
    const key = name.toLowerCase();
    result.set(key, given.get(key) ?? (fallback === undefined ? '' : evaluateText(fallback, scope)));
  }
  const unexpected = [...given.keys()].filter((key) => !result.has(key));
  if (unexpected.length > 0) {
    const list = (names: Iterable<string>) => [...names].map((name) => `'${name}'`).join(', ');
    log.issue('warning', `Unexpected input(s) ${list(unexpected)}, valid inputs are [${list(inputs.keys())}]`);
  }
  for (const key of unexpected) result.set(key, given.get(key) ?? '');
  return result;
}

const inputVariables = (inputs: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...inputs].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]));
