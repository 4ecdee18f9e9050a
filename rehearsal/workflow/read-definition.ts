import type { CallJob, JobDefinition, RunDefaults, StepsJob, WorkflowDefinition } from './definition.ts';
import { unknownKeys } from './known-keys.ts';
import type { ParsedJob, ParsedWorkflow } from './parse.ts';
import type { Refusal } from './problems.ts';
import { readSteps } from './read-steps.ts';
import { childOf, type Entry, entriesOf, literalText, literalTexts, type MapToken, type Token } from './token.ts';

/** A workflow file as the engine runs it, and what of it the engine does not know: with any of that it must not run. */
export interface Reading {
  readonly definition: WorkflowDefinition;
  readonly refusals: readonly Refusal[];
}

/** Reads what the engine needs from a parsed file, past whatever it does not know. */
export function readDefinition(path: string, { root, jobs }: ParsedWorkflow): Reading {
  const found: Refusal[] = [...unknownKeys('workflow', root)];
  const on = childOf(root, 'on') ?? root;
  const definition: WorkflowDefinition = {
    path,
    name: literalText(childOf(root, 'name')) ?? path,
    runName: childOf(root, 'run-name'),
    on,
    permissions: childOf(root, 'permissions'),
    env: childOf(root, 'env'),
    defaults: readDefaults(childOf(root, 'defaults'), found),
    concurrency: childOf(root, 'concurrency'),
    jobs: entriesOf(childOf(root, 'jobs')).map((entry) => readJob(entry, jobs.get(entry.key), found)),
  };
  return { definition, refusals: found };
}

function readDefaults(token: Token | undefined, found: Refusal[]): RunDefaults {
  const run = childOf(token, 'run');
  found.push(...unknownKeys('defaults', token), ...unknownKeys('defaults.run', run));
  return { shell: childOf(run, 'shell'), workingDirectory: childOf(run, 'working-directory') };
}

function readJob({ key, value, place }: Entry, parsed: ParsedJob | undefined, found: Refusal[]): JobDefinition {
  found.push(...unknownKeys('job', value));
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
    return {
      ...job,
      kind: 'steps',
      runsOn: childOf(value, 'runs-on'),
      env: childOf(value, 'env'),
      environment: childOf(value, 'environment'),
      outputs: childOf(value, 'outputs'),
      timeoutMinutes: childOf(value, 'timeout-minutes'),
      strategy: readStrategy(value, found),
      defaults: readDefaults(childOf(value, 'defaults'), found),
      steps: readSteps(childOf(value, 'steps'), parsed?.steps ?? [], found),
    } satisfies StepsJob;
  }
  const legs = childOf(value, 'strategy');
  if (legs !== undefined) found.push({ what: '"strategy" of a job that calls a workflow', place: legs.place });
  const called = literalText(uses.value) ?? '';
  if (!called.startsWith('./'))
    found.push({ what: `"${called}", a workflow of another repository,`, place: uses.place });
  return {
    ...job,
    kind: 'call',
    path: called.slice(2),
    with: mapOf(childOf(value, 'with')),
    secrets: childOf(value, 'secrets'),
  } satisfies CallJob;
}

function readStrategy(job: Token, found: Refusal[]): Token | undefined {
  const strategy = childOf(job, 'strategy');
  found.push(...unknownKeys('strategy', strategy), ...unknownKeys('matrix', childOf(strategy, 'matrix')));
  return strategy;
}

const mapOf = (token: Token | undefined): MapToken | undefined => (token?.kind === 'map' ? token : undefined);
