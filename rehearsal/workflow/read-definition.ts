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
  const found: Refusal[] = [
    ...unknownKeys('workflow', root),
    ...unknownKeys('concurrency', childOf(root, 'concurrency')),
  ];
  const definition: WorkflowDefinition = {
    path,
    name: literalText(childOf(root, 'name')) ?? path,
    runName: childOf(root, 'run-name'),
    on: childOf(root, 'on') ?? root,
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
  const strategy = childOf(value, 'strategy');
  found.push(
    ...unknownKeys('job', value),
    ...unknownKeys('strategy', strategy),
    ...unknownKeys('concurrency', childOf(value, 'concurrency')),
    ...unknownKeys('environment', childOf(value, 'environment')),
  );
  const job = {
    id: key,
    place,
    name: childOf(value, 'name'),
    needs: literalTexts(childOf(value, 'needs')),
    condition: parsed?.condition ?? 'success()',
    conditionPlace: childOf(value, 'if')?.place,
    permissions: childOf(value, 'permissions'),
    concurrency: childOf(value, 'concurrency'),
    strategy,
  };
  const uses = childOf(value, 'uses');
  if (uses !== undefined) {
    return {
      ...job,
      kind: 'call',
      uses: literalText(uses) ?? '',
      usesPlace: uses.place,
      with: mapOf(childOf(value, 'with')),
      secrets: childOf(value, 'secrets'),
    } satisfies CallJob;
  }
  return {
    ...job,
    kind: 'steps',
    runsOn: childOf(value, 'runs-on'),
    env: childOf(value, 'env'),
    environment: childOf(value, 'environment'),
    outputs: childOf(value, 'outputs'),
    timeoutMinutes: childOf(value, 'timeout-minutes'),
    cancelTimeoutMinutes: childOf(value, 'cancel-timeout-minutes'),
    continueOnError: childOf(value, 'continue-on-error'),
    container: childOf(value, 'container'),
    services: childOf(value, 'services'),
    snapshot: childOf(value, 'snapshot'),
    defaults: readDefaults(childOf(value, 'defaults'), found),
    steps: readSteps(childOf(value, 'steps'), parsed?.steps ?? [], found),
  } satisfies StepsJob;
}

const mapOf = (token: Token | undefined): MapToken | undefined => (token?.kind === 'map' ? token : undefined);
