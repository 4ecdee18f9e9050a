import type { GitRepository } from '../github/git.ts';
import type { PullRequestMention, WorkflowRun } from '../github/model.ts';
import { recordedRun } from '../github/state.ts';
import type { ConcurrencyGroups } from './concurrency-groups.ts';
import type { WorkflowDefinition } from './definition.ts';
import type { EngineOptions } from './engine-options.ts';
import { eventPayload } from './event-payload.ts';
import { heldAttempt } from './held-attempt.ts';
import { type DispatchInputs, DispatchRefused, dispatchInputs } from './inputs.ts';
import type { Occurrence } from './occurrence.ts';
import { RESTRICTED } from './permissions.ts';
import { type Plan, plan } from './plan.ts';
import { InvalidWorkflow, type NotRehearsed } from './problems.ts';
import type { RerunRequest } from './rerun.ts';
import { type Attempt, startAttempt } from './run-attempt.ts';
import { timestamp } from './run-context.ts';
import type { RunResult } from './run-result.ts';
import { runTitle } from './run-title.ts';
import { defaultPermissions, type RunTrust, trustedPlan, trustOf } from './run-trust.ts';
import { childOf } from './token.ts';
import { dispatchConfiguration, type Start } from './trigger.ts';
import type { Value } from './value.ts';
import type { WorkflowSource } from './workflow-source.ts';

/** A run that goes on by itself, and can be started again when it has ended. */
export interface StartedRun {
  readonly run: WorkflowRun;
  /** How many runs stand between it and an event that was no run: 0 for one that something else has started. */
  readonly chain: number;
  /** The attempt that runs now, or ran last. */
  attempt(): Attempt;
  result(): RunResult;
  cancel(): void;
  /** Lets it go after all, where it waits for that. @returns whether it did */
  approve(): boolean;
  /** Starts another attempt. Whether it may be was asked before. */
  again(request: RerunRequest): void;
}

/** What is needed to start a run. */
export interface RunStart extends Start {
  readonly options: EngineOptions;
  readonly git: GitRepository;
  readonly groups: ConcurrencyGroups;
  readonly abandon: AbortSignal;
  /** Ends everything at once: what is not rehearsed is no result. */
  readonly refuse: (error: NotRehearsed) => void;
  readonly source: WorkflowSource;
  readonly occurrence: Occurrence;
  readonly path: string;
  readonly chain: number;
}

/** What does not change between attempts: the same commit, the same event, the same rights. */
export interface RunFacts {
  readonly start: RunStart;
  readonly run: WorkflowRun;
  readonly trust: RunTrust;
  readonly plan: Plan | { readonly problems: readonly string[] };
  readonly inputs: DispatchInputs;
  readonly payload: Value;
  readonly title: string;
}

const FIRST_RUN = 21_000_000_000;
const NO_INPUTS: DispatchInputs = { event: {}, typed: {} };

/** Records a run and lets it go. A file that GitHub would refuse makes a run that has failed already, without jobs; a dispatch of it is
 *  refused instead. */
export async function startRun(start: RunStart): Promise<StartedRun> {
  const { options, occurrence, path } = start;
  const { repository, serverUrl } = options;
  const trust = trustOf(occurrence);
  const barred = policyProblem(start);
  const read = barred === undefined ? await readPlan(start, trust) : { problems: [barred] };
  const inputs = 'definition' in read ? acceptedInputs(start, read.definition) : NO_INPUTS;
  if ('problems' in read && barred === undefined && occurrence.name === 'workflow_dispatch') {
    throw new DispatchRefused(`Invalid Argument - failed to parse workflow: ${read.problems.join('\n')}`);
  }
  const { event, at } = occurrence;
  const run = recordedRun({
    id: Math.max(FIRST_RUN, ...repository.runs.map(({ id }) => id)) + 1,
    number: repository.runs.filter((one) => one.workflowPath === path).length + 1,
    workflowPath: path,
    name: 'definition' in read ? read.definition.name : path,
    event: occurrence.name,
    headBranch: at.headBranch,
    headSha: at.headSha,
    headCommit: event.kind === 'pull_request' ? event.headSha : at.headSha,
    headRepository: event.kind === 'pull_request' ? event.headRepository : undefined,
    pullRequest: mentionedBy(occurrence),
    actor: event.actor,
    createdAt: timestamp(start),
  });
  repository.runs.push(run);
  const commit = await start.git.commit(at.headSha);
  const sources = { repository, serverUrl, commit, inputs: inputs.event, workflowPath: path, schedule: start.schedule };
  const payload = eventPayload(occurrence, sources);
  const title = runTitle(occurrence, run.name, commit);
  return going({ start, run, trust, plan: read, inputs, payload, title });
}

function going(facts: RunFacts): StartedRun {
  let held = isHeld(facts);
  let attempt = held ? heldAttempt(facts) : startAttempt(facts, undefined);
  return {
    run: facts.run,
    chain: facts.start.chain,
    attempt: () => attempt,
    result: () => attempt.result(),
    cancel: () => attempt.cancel(),
    approve() {
      if (!held) return false;
      held = false;
      Object.assign(facts.run, { status: 'queued', conclusion: undefined });
      attempt = startAttempt(facts, undefined);
      return true;
    },
    again(request) {
      attempt = startAttempt(facts, { request, outcomes: attempt.outcomes, jobs: attempt.result().jobs });
    },
  };
}

/** Only `pull_request` of a fork waits: `pull_request_target` runs files of this repository.
 *  @see https://docs.github.com/en/actions/how-tos/manage-workflow-runs/approve-runs-from-forks */
const isHeld = ({ start: { occurrence }, trust }: RunFacts): boolean =>
  trust === 'fork' && occurrence.event.kind === 'pull_request' && occurrence.event.needsApproval === true;

/** @see https://docs.github.com/en/actions/concepts/about-actions-policies for the words */
function policyProblem({ occurrence: { name }, options, path }: RunStart): string | undefined {
  if (!options.repository.blockedEvents.has(name)) return undefined;
  return `Event '${name}' is not allowed to trigger Actions workflows. Workflow file: '${path}'.`;
}

async function readPlan({ source, path, options }: RunStart, trust: RunTrust): Promise<RunFacts['plan']> {
  try {
    const { owner, name } = options.repository;
    const permissions = defaultPermissions(trust, options.defaultPermissions ?? RESTRICTED);
    return trustedPlan(trust, await plan(source, path, permissions, `${owner}/${name}`));
  } catch (error) {
    if (error instanceof InvalidWorkflow) return { problems: error.problems };
    throw error;
  }
}

/** @throws {DispatchRefused} before anything is recorded: a refused dispatch makes no run. */
function acceptedInputs({ occurrence: { event }, options }: RunStart, { on }: WorkflowDefinition): DispatchInputs {
  if (event.kind !== 'workflow_dispatch') return NO_INPUTS;
  const configuration = dispatchConfiguration(on);
  if (configuration === undefined) throw new DispatchRefused("Workflow does not have 'workflow_dispatch' trigger");
  const declared = childOf(configuration ?? undefined, 'inputs');
  return dispatchInputs(declared, event.inputs, [...options.repository.environments.keys()]);
}

/** GitHub lists no pull request of a fork with a run. */
function mentionedBy({ event }: Occurrence): PullRequestMention | undefined {
  if (event.kind !== 'pull_request' || event.headRepository !== undefined) return undefined;
  const { number, head, headSha, base, baseSha } = event;
  return { number, head: { ref: head, sha: headSha }, base: { ref: base, sha: baseSha } };
}
