import type {
  ActionStep,
  CallJob,
  JobDefinition,
  RunDefaults,
  ScriptStep,
  StepDefinition,
  StepsJob,
  WorkflowDefinition,
} from './definition.ts';
import { refuseUnknownKeys } from './known-keys.ts';
import type { ParsedJob, ParsedWorkflow } from './parse.ts';
import { NotRehearsed } from './problems.ts';
import { childOf, type Entry, entriesOf, literalText, literalTexts, type MapToken, type Token } from './token.ts';

/** Reads what the engine needs from a parsed file. @throws {NotRehearsed} for the first key that the engine does not know. */
export function readDefinition(path: string, { root, jobs }: ParsedWorkflow): WorkflowDefinition {
  refuseUnknownKeys('workflow', root);
  const on = childOf(root, 'on') ?? root;
  return {
    path,
    name: literalText(childOf(root, 'name')) ?? path,
    runName: childOf(root, 'run-name'),
    on,
    permissions: childOf(root, 'permissions'),
    env: childOf(root, 'env'),
    defaults: readDefaults(childOf(root, 'defaults')),
    concurrency: childOf(root, 'concurrency'),
    jobs: entriesOf(childOf(root, 'jobs')).map((entry) => readJob(entry, jobs.get(entry.key))),
  };
}

function readDefaults(token: Token | undefined): RunDefaults {
  refuseUnknownKeys('defaults', token);
  const run = childOf(token, 'run');
  refuseUnknownKeys('defaults.run', run);
  return { shell: childOf(run, 'shell'), workingDirectory: childOf(run, 'working-directory') };
}

function readJob({ key, value, place }: Entry, parsed: ParsedJob | undefined): JobDefinition {
  refuseUnknownKeys('job', value);
  const job = {
    id: key,
    place,
    name: childOf(value, 'name'),
    needs: literalTexts(childOf(value, 'needs')),
    condition: parsed?.condition ?? 'success()',
    permissions: childOf(value, 'permissions'),
    concurrency: childOf(value, 'concurrency'),
  };
  const uses = entriesOf(value).find((entry) => entry.key === 'uses');
  if (uses === undefined) {
    const steps = childOf(value, 'steps');
    return {
      ...job,
      kind: 'steps',
      runsOn: childOf(value, 'runs-on'),
      env: childOf(value, 'env'),
      environment: childOf(value, 'environment'),
      outputs: childOf(value, 'outputs'),
      timeoutMinutes: childOf(value, 'timeout-minutes'),
      strategy: readStrategy(value),
      defaults: readDefaults(childOf(value, 'defaults')),
      steps: (steps?.kind === 'list' ? steps.items : []).map((step, index) => readStep(step, parsed?.steps[index])),
    } satisfies StepsJob;
  }
  const legs = childOf(value, 'strategy');
  if (legs !== undefined) throw new NotRehearsed('"strategy" of a job that calls a workflow', legs.place);
  const called = literalText(uses.value) ?? '';
  if (!called.startsWith('./')) throw new NotRehearsed(`"${called}", a workflow of another repository,`, uses.place);
  return {
    ...job,
    kind: 'call',
    path: called.slice(2),
    with: mapOf(childOf(value, 'with')),
    secrets: childOf(value, 'secrets'),
  } satisfies CallJob;
}

function readStrategy(job: Token): Token | undefined {
  const strategy = childOf(job, 'strategy');
  refuseUnknownKeys('strategy', strategy);
  refuseUnknownKeys('matrix', childOf(strategy, 'matrix'));
  return strategy;
}

function readStep(token: Token, parsed: ParsedJob['steps'][number] | undefined): StepDefinition {
  refuseUnknownKeys('step', token);
  const step = {
    id: parsed?.id ?? '',
    place: token.place,
    name: childOf(token, 'name'),
    condition: parsed?.condition ?? 'success()',
    env: childOf(token, 'env'),
    continueOnError: childOf(token, 'continue-on-error'),
    timeoutMinutes: childOf(token, 'timeout-minutes'),
  };
  const run = childOf(token, 'run');
  if (run?.kind === 'literal' || run?.kind === 'expression') {
    return {
      ...step,
      kind: 'run',
      run,
      shell: childOf(token, 'shell'),
      workingDirectory: childOf(token, 'working-directory'),
    } satisfies ScriptStep;
  }
  return {
    ...step,
    kind: 'uses',
    uses: literalText(childOf(token, 'uses')) ?? '',
    with: mapOf(childOf(token, 'with')),
  } satisfies ActionStep;
}

const mapOf = (token: Token | undefined): MapToken | undefined => (token?.kind === 'map' ? token : undefined);
