import { GitRepository } from '../github/git.ts';
import type { TokenPermissions } from '../github/model.ts';
import type { RepositorySource, RunnerResult } from '../runner/job-request.ts';
import { hostedRunner } from '../runner/runner.ts';
import { holdGroup } from './concurrency-hold.ts';
import type { StepsJob, WorkflowDefinition } from './definition.ts';
import { passGate } from './environment-gate.ts';
import { type EnvironmentSetting, environmentSetting } from './environment-setting.ts';
import { evaluateToken, type Scope, toText } from './expression.ts';
import { jobCancel } from './job-cancel.ts';
import { jobClaims } from './job-claims.ts';
import { openDeployment } from './job-deployment.ts';
import type { JobOutcome, JobView } from './job-graph.ts';
import { type JobMachine, jobMachine } from './job-machine.ts';
import { type FileScope, type JobEntry, type RunContext, timestamp } from './run-context.ts';
import { visibleSecrets, visibleVariables } from './run-trust.ts';
import { checkRunner } from './runner-labels.ts';
import { jobScope, legContexts } from './scopes.ts';
import { sentenceOf } from './sentence.ts';
import { timeLimit } from './time-limit.ts';

/** Takes a job whose condition holds through all that GitHub does with it: its concurrency group, the rules of its environment, a
 *  runner with a token of its own, and the deployment that shows how it went. */
export async function runStepsJob(
  context: RunContext,
  file: FileScope,
  { definition, job, permissions }: { definition: WorkflowDefinition; job: StepsJob; permissions: TokenPermissions },
  view: JobView,
  entry: JobEntry,
): Promise<JobOutcome> {
  const cancel = jobCancel(context, view);
  const signal = AbortSignal.any([cancel.signal, context.abandon]);
  const path = entry.journal.identity.path;
  const scope = jobScope(context, file, view);
  const end = (result: JobOutcome['result'], outputs: JobOutcome['outputs'] = {}): JobOutcome => {
    entry.end(result, outputs);
    return { result, outputs };
  };
  let leave = (): void => {};
  try {
    checkRunner(job.runsOn, scope);
    const group = await holdGroup(context, job.concurrency, scope, {
      path,
      signal,
      onCancel: (reason) => {
        entry.journal.error(reason);
        cancel.abort();
      },
      onWait: (name) => entry.journal.tell({ kind: 'job-waiting', reason: { for: 'concurrency', group: name } }),
    });
    leave = group.leave;
    if (group.refusal !== undefined && !signal.aborted) entry.journal.error(group.refusal);
    if (group.refusal !== undefined || signal.aborted) return end('cancelled');
    const setting = environmentSetting(context.options.repository, job.environment, scope);
    const deployment = openJobDeployment(context, entry, setting);
    const answer =
      setting === undefined
        ? ({ kind: 'open' } as const)
        : await passGate(setting.environment, {
            repository: context.options.repository,
            run: context.run,
            path,
            ref: context.at.ref,
            clock: context.options.clock,
            cancel: signal,
            onWait: (reason) => {
              entry.status('waiting');
              entry.journal.tell({ kind: 'job-waiting', reason });
            },
          });
    if (answer.kind === 'refused') entry.journal.error(answer.reason);
    if (answer.kind !== 'open' || signal.aborted) {
      deployment?.report(answer.kind === 'refused' ? 'failure' : 'error');
      return end(answer.kind === 'refused' ? 'failure' : 'cancelled');
    }
    deployment?.report('in_progress');
    const ended = await onRunner(context, file, { definition, job, permissions, setting, scope, view, entry, signal });
    deployment?.report(REPORTED[ended.result], ended.environmentUrl);
    return end(ended.result, ended.outputs);
  } catch (error) {
    entry.journal.error(sentenceOf(error));
    return end('failure');
  } finally {
    cancel.release();
    leave();
  }
}

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

interface Start {
  readonly definition: WorkflowDefinition;
  readonly job: StepsJob;
  readonly permissions: TokenPermissions;
  readonly setting: EnvironmentSetting | undefined;
  readonly scope: Scope;
  readonly view: JobView;
  readonly entry: JobEntry;
  readonly signal: AbortSignal;
}

async function onRunner(context: RunContext, file: FileScope, start: Start): Promise<RunnerResult> {
  const { definition, job, permissions, setting, scope, view, entry, signal } = start;
  const { options, run, at, trust } = context;
  const environment = setting?.environment;
  const { tokens, identities, clock, repository } = options;
  const minutes = job.timeoutMinutes === undefined ? 0 : Number(toText(evaluateToken(job.timeoutMinutes, scope)));
  const token = tokens.issue({ permissions, actor: run.actor, runId: run.id });
  const claims = jobClaims(repository, run, at, file.file, setting?.environment.name);
  const identity = permissions['id-token'] === 'write' ? identities.allow(claims) : undefined;
  const limit = timeLimit({
    clock,
    minutes,
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
        jobContext: jobContext(context, file, entry),
        source: repositorySource(context),
        needs: view.needs,
        leg: legContexts(view.leg),
        inputs: file.inputs,
        vars: { ...visibleVariables(trust, repository), ...(environment ? visibleVariables(trust, environment) : {}) },
        secrets: { ...file.secrets, ...(environment ? visibleSecrets(trust, environment) : {}), GITHUB_TOKEN: token },
        permissions,
        environmentName: setting?.environment.name,
        environmentUrl: setting?.url,
        identity,
        machine,
        reporter: entry.journal.reporter(),
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

/** What the `job` context has besides what the runner knows.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#job-context */
function jobContext({ options, at }: RunContext, { file }: FileScope, { id }: JobEntry) {
  const repository = `${options.repository.owner}/${options.repository.name}`;
  return {
    check_run_id: id,
    workflow_ref: `${repository}/${file}@${at.ref}`,
    workflow_sha: at.sha,
    workflow_repository: repository,
    workflow_file_path: file,
  };
}

function repositorySource({ options, at }: RunContext): RepositorySource {
  const git = GitRepository.open(options.repository.gitDirectory);
  return {
    sha: at.sha,
    resolve: (ref) => git.resolve(ref),
    place: (commit, folder) => git.place(commit, folder),
  };
}
