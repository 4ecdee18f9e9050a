import type { PermissionNeed } from '../../domain/action-contract.ts';
import { needsOfWorkflow } from '../language/call.ts';
import type { Concurrency } from '../language/concurrency.ts';
import type { Place } from '../language/context.ts';
import type { JobEnvironment } from '../language/environment.ts';
import { type Job, needsOfSteps, type StepsJob } from '../language/job.ts';
import { needsOf, referredSteps } from '../language/needs.ts';
import { permissionUnion } from '../language/permission.ts';
import type { RunsOn } from '../language/runner.ts';
import { containerEntry, servicesEntry } from './container-node.ts';
import { strategyEntry } from './matrix-node.ts';
import { stepNode, valueEntry, valuesEntry } from './step-node.ts';
import { conditionNode, valueNode } from './value-node.ts';
import { entry, mapping, scalar, sequence, type YamlEntry } from './yaml-node.ts';

/** A job, keyed by its id. */
export function jobEntry(job: Job): YamlEntry {
  const needs = needsOf(job);
  return entry(
    job.handle.id,
    mapping(
      entry('name', valueNode(job.title)),
      needs.length === 0 ? undefined : entry('needs', sequence(needs.map(({ id }) => scalar(id)))),
      job.if === undefined ? undefined : entry('if', conditionNode(job.if)),
      job.matrix === undefined ? undefined : strategyEntry(job.matrix),
      ...(job.kind === 'steps' ? stepsJobEntries(job) : callEntries(job)),
    ),
    { above: [`from ${job.source}`], source: job.source },
  );
}

const stepsJobEntries = (job: StepsJob): readonly (YamlEntry | undefined)[] => {
  const referred = referredSteps(job);
  return [
    runsOnEntry(job.runsOn),
    entry('timeout-minutes', valueNode(job.timeoutMinutes)),
    valueEntry('cancel-timeout-minutes', job.cancelTimeoutMinutes),
    valueEntry('continue-on-error', job.continueOnError),
    permissionsEntry(needsOfSteps(job)),
    job.environment === undefined ? undefined : environmentEntry(job.environment),
    job.concurrency === undefined ? undefined : concurrencyEntry(job.concurrency),
    containerEntry(job.container),
    servicesEntry(job.services),
    valuesEntry('env', job.env),
    defaultsEntry(job.defaults),
    valuesEntry('outputs', job.exports),
    entry('steps', sequence(job.steps.map((step) => stepNode(step, referred)))),
  ];
};

function runsOnEntry(runsOn: RunsOn): YamlEntry {
  if (typeof runsOn !== 'object' || runsOn.kind === 'expression') return entry('runs-on', valueNode(runsOn));
  const [only, ...others] = runsOn.labels;
  const labels =
    only !== undefined && others.length === 0
      ? valueNode(only)
      : sequence(runsOn.labels.map((each) => valueNode(each)));
  return runsOn.group === undefined
    ? entry('runs-on', labels)
    : entry(
        'runs-on',
        mapping(entry('group', valueNode(runsOn.group)), only === undefined ? undefined : entry('labels', labels)),
      );
}

const environmentEntry = ({ name, url, deployment }: JobEnvironment): YamlEntry =>
  entry(
    'environment',
    mapping(
      entry('name', valueNode(name)),
      url === undefined ? undefined : entry('url', valueNode(url)),
      deployment ? undefined : entry('deployment', deployment),
    ),
  );

const callEntries = (job: Exclude<Job, StepsJob>): readonly (YamlEntry | undefined)[] => {
  const { path, remote } = job.workflow;
  return [
    permissionsEntry(needsOfWorkflow(job.workflow)),
    job.concurrency === undefined ? undefined : concurrencyEntry(job.concurrency),
    remote === undefined
      ? entry('uses', `./${path}`)
      : entry('uses', `${path}@${remote.sha}`, { comment: remote.version }),
    valuesEntry('with', job.with),
    valuesEntry('secrets', job.secrets),
  ];
};

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
      entry('cancel-in-progress', valueNode(cancelInProgress)),
      queue === undefined ? undefined : entry('queue', queue),
    ),
  );

/** What commands run in, of a job or a workflow. */
export const defaultsEntry = (defaults: StepsJob['defaults']): YamlEntry | undefined =>
  defaults === undefined
    ? undefined
    : entry(
        'defaults',
        mapping(
          entry(
            'run',
            mapping(valueEntry('shell', defaults.shell), valueEntry('working-directory', defaults.workingDirectory)),
          ),
        ),
      );
