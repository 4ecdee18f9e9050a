import type { GitRepository } from '../github/git.ts';
import type { WorkflowRun } from '../github/model.ts';
import type { ConcurrencyGroups } from './concurrency-groups.ts';
import { holdGroup } from './concurrency-hold.ts';
import type { WorkflowDefinition } from './definition.ts';
import type { EngineOptions } from './engine-options.ts';
import type { RepositoryEvent } from './event.ts';
import { eventPayload } from './event-payload.ts';
import { evaluateText } from './expression.ts';
import { runFile } from './file-run.ts';
import { type EventRef, githubContext } from './github-context.ts';
import { type DispatchInputs, DispatchRefused, dispatchInputs } from './inputs.ts';
import { worstOf } from './job-graph.ts';
import { RESTRICTED } from './permissions.ts';
import { type Plan, plan } from './plan.ts';
import { InvalidWorkflow, NotRehearsed } from './problems.ts';
import { type FileScope, type RunContext, timestamp } from './run-context.ts';
import { RunJournal } from './run-journal.ts';
import type { RunResult } from './run-result.ts';
import { fileScope } from './scopes.ts';
import { sentenceOf } from './sentence.ts';
import { childOf } from './token.ts';
import { dispatchConfiguration } from './trigger.ts';
import type { WorkflowSource } from './workflow-source.ts';

/** A run that goes on by itself. */
export interface StartedRun {
  readonly run: WorkflowRun;
  readonly done: Promise<void>;
  result(): RunResult;
  cancel(): void;
}

interface Start {
  readonly options: EngineOptions;
  readonly git: GitRepository;
  readonly groups: ConcurrencyGroups;
  readonly abandon: AbortSignal;
  readonly refuse: (error: NotRehearsed) => void;
  readonly source: WorkflowSource;
  readonly at: EventRef;
  readonly event: RepositoryEvent;
  readonly path: string;
}

const FIRST_RUN = 21_000_000_000;
const NO_INPUTS: DispatchInputs = { event: {}, typed: {} };

/** Records a run and lets it go. A file that GitHub would refuse makes a run that has failed already, without jobs. */
export async function startRun(start: Start): Promise<StartedRun> {
  const { options, groups, abandon, refuse, at, event, path } = start;
  const { repository, listener = () => {} } = options;
  const read = await readPlan(start);
  const inputs = read.kind === 'plan' ? acceptedInputs(start, read.plan.definition) : NO_INPUTS;
  const run: WorkflowRun = {
    id: Math.max(FIRST_RUN, ...repository.runs.map(({ id }) => id)) + 1,
    number: repository.runs.filter((one) => one.workflowPath === path).length + 1,
    attempt: 1,
    workflowPath: path,
    name: read.kind === 'plan' ? read.plan.definition.name : path,
    event: event.kind,
    headBranch: at.headBranch,
    headSha: at.headSha,
    actor: event.actor,
    createdAt: timestamp(start),
    status: 'queued',
    conclusion: undefined,
    jobs: [],
    pending: [],
    approvals: [],
  };
  repository.runs.push(run);
  const commit = await start.git.commit(at.headSha);
  const { apiUrl, serverUrl } = options;
  const payload = eventPayload(event, { repository, serverUrl, commit, inputs: inputs.event, workflowPath: path });
  const github = githubContext({ repository, run, at, payload, apiUrl, serverUrl });
  const subject = event.kind === 'pull_request' ? event.title : (commit.message.split('\n')[0] ?? '');
  const title = event.kind === 'workflow_dispatch' ? run.name : subject;
  const journal = new RunJournal(run, title, options.folder, listener);
  const context: RunContext = {
    options,
    groups,
    run,
    at,
    github,
    journal,
    cancel: new AbortController(),
    abandon,
    refuse,
  };
  journal.tell({ kind: 'run-started' });
  const secrets = Object.fromEntries(repository.secrets);
  const file: FileScope = { path: '', file: path, inputs: inputs.typed, secrets };
  const done = read.kind === 'plan' ? execute(context, file, read.plan) : refuseFile(context, read.problems);
  return { run, done, result: () => journal.result, cancel: () => context.cancel.abort() };
}

async function readPlan({ source, path, options }: Start) {
  try {
    const read = await plan(source, path, options.defaultPermissions ?? RESTRICTED);
    return { kind: 'plan', plan: read } as const;
  } catch (error) {
    if (error instanceof InvalidWorkflow) return { kind: 'refused', problems: error.problems } as const;
    throw error;
  }
}

/** @throws {DispatchRefused} before anything is recorded: a refused dispatch makes no run. */
function acceptedInputs({ event, options, path }: Start, { on }: WorkflowDefinition): DispatchInputs {
  if (event.kind !== 'workflow_dispatch') return NO_INPUTS;
  const configuration = dispatchConfiguration(on);
  if (configuration === undefined)
    throw new DispatchRefused(`Workflow ${path} does not have 'workflow_dispatch' trigger`);
  const declared = childOf(configuration ?? undefined, 'inputs');
  return dispatchInputs(declared, event.inputs, [...options.repository.environments.keys()]);
}

async function refuseFile({ run, journal }: RunContext, problems: readonly string[]): Promise<void> {
  journal.problems = problems;
  run.status = 'completed';
  run.conclusion = 'failure';
  journal.ended('failure');
}

/** Never throws: what goes wrong is a failed run with the reason; what is not rehearsed is no result at all. */
async function execute(context: RunContext, file: FileScope, read: Plan): Promise<void> {
  const { run, journal, cancel } = context;
  const scope = fileScope(context, file);
  let leave = (): void => {};
  try {
    const { runName, concurrency } = read.definition;
    if (runName !== undefined) journal.title = evaluateText(runName, scope) || journal.title;
    const hold = await holdGroup(context, concurrency, scope, {
      path: '',
      signal: cancel.signal,
      onCancel: (reason) => {
        journal.superseded = reason;
        cancel.abort();
      },
      onWait: (group) => journal.tell({ kind: 'run-waiting', group }),
    });
    leave = hold.leave;
    if (hold.refusal !== undefined || cancel.signal.aborted) {
      if (!cancel.signal.aborted) journal.superseded = hold.refusal;
      run.conclusion = 'cancelled';
      return;
    }
    journal.tell({ kind: 'run-in-progress' });
    const ended = await runFile(context, file, read);
    run.conclusion = worstOf([...ended.values()].map(({ result }) => result));
  } catch (error) {
    if (error instanceof NotRehearsed) context.refuse(error);
    else {
      journal.problems = [sentenceOf(error)];
      run.conclusion = 'failure';
    }
  } finally {
    leave();
    run.status = 'completed';
    journal.ended(run.conclusion ?? 'failure');
  }
}
