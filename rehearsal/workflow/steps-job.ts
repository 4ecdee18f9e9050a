import { limitOf } from '../../catalogue/github-limits.ts';
import type { TokenPermissions } from '../github/model.ts';
import type { RunnerResult } from '../runner/job-request.ts';
import { hostedRunner } from '../runner/runner.ts';
import { holdGroup } from './concurrency-hold.ts';
import type { StepsJob, WorkflowDefinition } from './definition.ts';
import { type GateAnswer, passGate } from './environment-gate.ts';
import { type EnvironmentSetting, environmentSetting } from './environment-setting.ts';
import type { Scope } from './expression.ts';
import { jobCancel } from './job-cancel.ts';
import { jobClaims } from './job-claims.ts';
import { jobContext, repositorySource } from './job-context.ts';
import { openDeployment } from './job-deployment.ts';
import type { JobOutcome, JobView } from './job-graph.ts';
import { type JobMachine, jobMachine } from './job-machine.ts';
import { NotRehearsed } from './problems.ts';
import { type FileScope, type JobEntry, type RunContext, timestamp } from './run-context.ts';
import { runOutputsRefusal } from './run-outputs.ts';
import { visibleSecrets, visibleVariables } from './run-trust.ts';
import { checkRunner } from './runner-labels.ts';
import { jobScope, legContexts } from './scopes.ts';
import { sentenceOf } from './sentence.ts';
import { timeLimit } from './time-limit.ts';
import { evaluating, jobBoolean, jobMinutes } from './typed-value.ts';

/** A job of a file with what its token may do. */
export interface StepsWork {
  readonly definition: WorkflowDefinition;
  readonly job: StepsJob;
  readonly permissions: TokenPermissions;
}

/** Takes a job whose condition holds through all that GitHub does with it. One that may fail (`continue-on-error`) shows its failure,
 *  and is a success for its dependents, its matrix and its run; one that is cancelled or late is what it is.
 *  @see https://github.com/actions/runner/issues/1161 docs/decisions */
export async function runStepsJob(
  context: RunContext,
  file: FileScope,
  work: StepsWork,
  view: JobView,
  entry: JobEntry,
): Promise<JobOutcome> {
  const { job } = work;
  const scope = jobScope(context, file, view);
  let mayFail = false;
  let ended: JobOutcome;
  try {
    mayFail = job.continueOnError !== undefined && jobBoolean('continue-on-error', job.id, job.continueOnError, scope);
    ended = await attempt(context, file, { ...work, scope, view, entry });
  } catch (error) {
    entry.journal.error(sentenceOf(error));
    ended = { result: 'failure', outputs: {} };
  }
  entry.end(ended.result, ended.outputs);
  return ended.result === 'failure' && mayFail ? { ...ended, result: 'success' } : ended;
}

interface Attempt extends StepsWork {
  readonly scope: Scope;
  readonly view: JobView;
  readonly entry: JobEntry;
}

/** Its concurrency group first, which it holds while it waits for the rules of its environment; then a runner with a token of its own,
 *  and the deployment that shows how it went.
 *  @see https://github.com/orgs/community/discussions/17401 (the group comes before the approval) */
async function attempt(context: RunContext, file: FileScope, of: Attempt): Promise<JobOutcome> {
  const { job, scope, view, entry } = of;
  const cancel = jobCancel(context, view);
  const signal = AbortSignal.any([cancel.signal, context.abandon]);
  const path = entry.journal.identity.path;
  let leave = (): void => {};
  try {
    checkRunner(job, scope, context.options.ownRunners);
    const group = await holdGroup(context, job.concurrency, scope, {
      path,
      jobId: job.id,
      signal,
      onCancel: (reason) => {
        entry.journal.error(reason);
        cancel.abort();
      },
      onWait: (name) => entry.journal.tell({ kind: 'job-waiting', reason: { for: 'concurrency', group: name } }),
    });
    leave = group.leave;
    if (group.refusal !== undefined && !signal.aborted) entry.journal.error(group.refusal);
    if (group.refusal !== undefined || signal.aborted) return CANCELLED;
    const { repository } = context.options;
    const setting = evaluating('environment', job.id, () => environmentSetting(repository, job.environment, scope));
    const deployment = openJobDeployment(context, entry, setting);
    const answer = await passJobGate(context, entry, setting, signal);
    if (answer.kind === 'refused') entry.journal.error(answer.reason);
    if (answer.kind !== 'open' || signal.aborted) {
      deployment?.report(answer.kind === 'refused' ? 'failure' : 'error');
      return answer.kind === 'refused' ? { result: 'failure', outputs: {} } : CANCELLED;
    }
    deployment?.report('in_progress');
    const ended = await onRunner(context, file, { ...of, setting, signal });
    const refusal = runOutputsRefusal(context.journal.jobs, ended.outputs, job.place);
    if (refusal !== undefined) throw new NotRehearsed([refusal]);
    deployment?.report(REPORTED[ended.result], ended.environmentUrl);
    return { result: ended.result, outputs: ended.outputs };
  } finally {
    cancel.release();
    leave();
  }
}

const CANCELLED: JobOutcome = { result: 'cancelled', outputs: {} };

const passJobGate = async (
  { options, run, at }: RunContext,
  entry: JobEntry,
  setting: EnvironmentSetting | undefined,
  cancel: AbortSignal,
): Promise<GateAnswer> =>
  setting === undefined
    ? { kind: 'open' }
    : passGate(setting.environment, {
        repository: options.repository,
        run,
        path: entry.journal.identity.path,
        ref: at.ref,
        clock: options.clock,
        cancel,
        onWait: (reason) => {
          entry.status('waiting');
          entry.journal.tell({ kind: 'job-waiting', reason });
        },
      });

const REPORTED = { success: 'success', failure: 'failure', cancelled: 'error' } as const;

function openJobDeployment(context: RunContext, entry: JobEntry, setting: EnvironmentSetting | undefined) {
  if (setting?.deployment !== true) return undefined;
  const { repository, serverUrl } = context.options;
  const { owner, name } = repository;
  return openDeployment(repository, {
    run: context.run,
    sha: context.at.sha,
    environment: setting.environment.name,
    logUrl: `${serverUrl}/${owner}/${name}/actions/runs/${context.run.id}/job/${entry.id}`,
    timestamp: () => timestamp(context),
  });
}

interface Start extends Attempt {
  readonly setting: EnvironmentSetting | undefined;
  readonly signal: AbortSignal;
}

async function onRunner(context: RunContext, file: FileScope, start: Start): Promise<RunnerResult> {
  const { definition, job, permissions, setting, scope, view, entry, signal } = start;
  const { options, run, at, trust } = context;
  const environment = setting?.environment;
  const { tokens, identities, clock, repository } = options;
  const minutes = jobMinutes('timeout-minutes', job.id, job.timeoutMinutes, scope) ?? 0;
  const cancelMinutes =
    jobMinutes('cancel-timeout-minutes', job.id, job.cancelTimeoutMinutes, scope) ?? limitOf('cancel-time');
  const token = tokens.issue({ permissions, actor: run.actor, runId: run.id });
  const claims = jobClaims(repository, run, at, { id: entry.id, environment: environment?.name, of: file });
  const identity = permissions['id-token'] === 'write' ? identities.allow(claims) : undefined;
  const limit = timeLimit({
    clock,
    minutes,
    cancelMinutes,
    signal,
    abandon: context.abandon,
    onLate: (sentence) => entry.journal.error(sentence),
  });
  entry.status('in_progress');
  entry.journal.started(permissions);
  let machine: JobMachine | undefined;
  try {
    machine = await jobMachine(options);
    const runner = options.runner ?? hostedRunner;
    return await runner(
      { run, path: entry.journal.identity.path },
      {
        job,
        workflowEnv: definition.env,
        workflowDefaults: definition.defaults,
        github: { ...context.github, job: job.id, token },
        jobContext: jobContext(context, file, entry.id),
        source: repositorySource(context, file),
        needs: view.needs,
        leg: legContexts(view.leg),
        inputs: file.inputs,
        vars: { ...visibleVariables(trust, repository), ...(environment ? visibleVariables(trust, environment) : {}) },
        secrets: {
          ...file.secrets(token),
          ...(environment ? visibleSecrets(trust, environment) : {}),
          GITHUB_TOKEN: token,
        },
        permissions,
        environmentName: setting?.environment.name,
        environmentUrl: setting?.url,
        identity,
        machine,
        reporter: entry.reporter(),
        cancel: limit.cancel,
        abandon: limit.abandon,
      },
    );
  } finally {
    await machine?.discard();
    limit.release();
    tokens.revoke(token);
    if (identity !== undefined) identities.revoke(identity.token);
  }
}
