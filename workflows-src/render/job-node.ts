import type { PermissionNeed } from '../../domain/action-contract.ts';
import { needsOfWorkflow } from '../language/call.ts';
import type { Concurrency } from '../language/concurrency.ts';
import type { Place } from '../language/context.ts';
import { type Job, needsOfSteps, type StepsJob } from '../language/job.ts';
import type { Matrix } from '../language/matrix.ts';
import { needsOf, referredSteps } from '../language/needs.ts';
import { permissionUnion } from '../language/permission.ts';
import { stepNode, valuesEntry } from './step-node.ts';
import { conditionNode, valueNode } from './value-node.ts';
import { entry, mapping, scalar, sequence, type YamlEntry } from './yaml-node.ts';

/** A job, keyed by its id. */
export function jobEntry(job: Job): YamlEntry {
  const needs = needsOf(job);
  return entry(
    job.handle.id,
    mapping(
      entry('name', job.name),
      needs.length === 0 ? undefined : entry('needs', sequence(needs.map(({ id }) => scalar(id)))),
      job.if === undefined ? undefined : entry('if', conditionNode(job.if)),
      ...(job.kind === 'steps' ? stepsJobEntries(job) : callEntries(job)),
    ),
    { above: [`from ${job.source}`], source: job.source },
  );
}

const stepsJobEntries = (job: StepsJob): readonly (YamlEntry | undefined)[] => {
  const referred = referredSteps(job);
  return [
    job.matrix === undefined ? undefined : strategyEntry(job.matrix),
    entry('runs-on', job.runsOn),
    entry('timeout-minutes', job.timeoutMinutes),
    permissionsEntry(needsOfSteps(job)),
    job.environment === undefined
      ? undefined
      : entry(
          'environment',
          mapping(
            entry('name', job.environment.name),
            job.environment.url === undefined ? undefined : entry('url', valueNode(job.environment.url)),
            entry('deployment', job.environment.deployment),
          ),
        ),
    job.concurrency === undefined ? undefined : concurrencyEntry(job.concurrency),
    valuesEntry('outputs', job.exports),
    entry('steps', sequence(job.steps.map((step) => stepNode(step, referred.has(step.handle.id))))),
  ];
};

/** `fail-fast` is always written: GitHub's own answer would be yes. */
const strategyEntry = ({ legs, maxParallel, failFast }: Matrix): YamlEntry =>
  entry(
    'strategy',
    mapping(
      entry('fail-fast', failFast),
      maxParallel === undefined ? undefined : entry('max-parallel', maxParallel),
      entry(
        'matrix',
        mapping(
          entry(
            'include',
            sequence(legs.map((leg) => mapping(...Object.entries(leg).map(([key, value]) => entry(key, value))))),
          ),
        ),
      ),
    ),
  );

const callEntries = (job: Exclude<Job, StepsJob>): readonly (YamlEntry | undefined)[] => [
  permissionsEntry(needsOfWorkflow(job.workflow)),
  entry('uses', `./${job.workflow.path}`),
  valuesEntry('with', job.with),
  valuesEntry('secrets', job.secrets),
];

/** Permissions with the reason of each behind it. */
const permissionsEntry = (needs: readonly PermissionNeed[]): YamlEntry =>
  entry(
    'permissions',
    mapping(...permissionUnion(needs).map(({ scope, level, why }) => entry(scope, level, { comment: why.join('; ') }))),
  );

/** A concurrency group, of a job or a workflow. */
export const concurrencyEntry = ({ group, cancelInProgress, queue }: Concurrency<Place>): YamlEntry =>
  entry(
    'concurrency',
    mapping(
      entry('group', valueNode(group)),
      entry('cancel-in-progress', cancelInProgress),
      queue === undefined ? undefined : entry('queue', queue),
    ),
  );
