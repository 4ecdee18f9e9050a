import type { ActionsPort } from '../github/call.ts';
import { GitRepository } from '../github/git.ts';
import type { WorkflowRun } from '../github/model.ts';
import { ConcurrencyGroups } from './concurrency-groups.ts';
import { dispatchedPath } from './dispatched-path.ts';
import type { EngineOptions } from './engine-options.ts';
import type { RepositoryEvent } from './event.ts';
import { ruleOf } from './event-table.ts';
import { Followers } from './followers.ts';
import { DispatchRefused } from './inputs.ts';
import { type Occurrence, occurrencesOf } from './occurrence.ts';
import { NotRehearsed } from './problems.ts';
import { scan } from './refusals/scan.ts';
import { rememberedActions } from './remembered-actions.ts';
import { RerunRefused, type RerunRequest, rerunRefusal } from './rerun.ts';
import type { RunEvent } from './run-event.ts';
import type { RunResult } from './run-result.ts';
import { ScheduleKeeper } from './schedule-keeper.ts';
import { type StartedRun, startRun } from './start-run.ts';
import { type TriggeredRun, triggeredRuns } from './triggered-paths.ts';
import { type ParsedStates, WorkflowSource } from './workflow-source.ts';

/** GitHub Actions for one repository: takes events, runs the workflow files of the commit they point to. */
export interface Engine extends ActionsPort {
  /** Starts the runs that an event causes and resolves when they are recorded; they go on by themselves.
   *  @throws {NotRehearsed} when a file that would run uses what the engine does not do; {DispatchRefused} as the API refuses. */
  trigger(event: RepositoryEvent): Promise<readonly WorkflowRun[]>;
  /** Resolves when the attempt of a run that goes on now has completed.
   *  @throws {NotRehearsed} when the rehearsal had to end on the way */
  finished(run: WorkflowRun): Promise<RunResult>;
  /** The runs that `workflow_run` has started because of this one, once it has completed; theirs are not among them.
   *  @throws {NotRehearsed} when the rehearsal had to end on the way */
  followers(run: WorkflowRun): Promise<readonly WorkflowRun[]>;
  /** What is known of a run now. */
  result(run: WorkflowRun): RunResult;
  /** Starts a completed run again: same commit, same event, same rights.
   *  @throws {RerunRefused} with GitHub's sentence. */
  rerun(run: WorkflowRun, request: RerunRequest): void;
  /** Lets a run go that waits for a maintainer, as the button does. @returns whether it has waited for that */
  approve(run: WorkflowRun): boolean;
  /** Cancels a run as its button does: running steps are stopped, `always()` steps still run. */
  cancel(run: WorkflowRun): void;
  /** Ends everything that runs, without results: something around the engine was asked what it cannot answer as GitHub's world would. */
  refuse(error: NotRehearsed): void;
  /** Takes no event any more, cancels every run that is under way as its button does, and resolves with those runs when all have
   *  completed, which may take as long as their `always()` steps and jobs do. */
  stop(): Promise<readonly RunResult[]>;
  /** Ends everything at once and leaves no process behind. */
  close(): Promise<void>;
}

/** Makes an engine; it does nothing until an event comes. */
export function createEngine(options: EngineOptions): Engine {
  const { repository } = options;
  const git = GitRepository.open(repository.gitDirectory);
  const groups = new ConcurrencyGroups();
  const abandon = new AbortController();
  let refusal: NotRehearsed | undefined;
  const refuse = (error: NotRehearsed): void => {
    refusal ??= error;
    abandon.abort();
  };
  // What still happens after a refusal is not what would happen on GitHub: nobody is told.
  const listener = (event: RunEvent): void => {
    if (refusal === undefined) options.listener?.(event);
  };
  const started = new Map<WorkflowRun, StartedRun>();
  const parsed: ParsedStates = new Map();
  const equipment = { ...options, readAction: rememberedActions() };
  const sources = new Map<string, WorkflowSource>();
  const schedules = new ScheduleKeeper();

  const sourceAt = (sha: string): WorkflowSource => {
    const source = sources.get(sha) ?? new WorkflowSource(git, sha, parsed);
    sources.set(sha, source);
    return source;
  };
  const onDefault = async (): Promise<WorkflowSource> =>
    sourceAt((await git.resolve(`refs/heads/${repository.defaultBranch}`)) ?? '');
  const wantedRuns = async (occurrence: Occurrence): Promise<readonly TriggeredRun[]> => {
    const { event, at } = occurrence;
    const source = sourceAt(at.sha);
    if (event.kind === 'workflow_dispatch') return [{ path: await dispatchedPath(event, source, onDefault) }];
    const wanted = await triggeredRuns(git, source, occurrence);
    return event.kind === 'schedule' ? schedules.admitted(wanted, event) : wanted;
  };

  let stopping = false;
  const raise = async (event: RepositoryEvent, chain: number): Promise<readonly WorkflowRun[]> => {
    if (refusal !== undefined) throw refusal;
    if (stopping) return [];
    const heard = (await occurrencesOf(event, repository, git)).filter(mayStart);
    const wanted = await Promise.all(
      heard.map(async (occurrence) => ({
        occurrence,
        source: sourceAt(occurrence.at.sha),
        runs: await wantedRuns(occurrence),
      })),
    );
    const reached = wanted.map(({ source, runs }) => ({ source, paths: runs.map(({ path }) => path) }));
    await scan(reached, onDefault, equipment);
    const recorded: WorkflowRun[] = [];
    for (const { occurrence, source, runs } of wanted) {
      for (const run of runs) {
        const shared = { options: { ...options, listener }, git, groups, abandon: abandon.signal, refuse };
        const one = await startRun({ ...shared, source, occurrence, chain, ...run });
        started.set(one.run, one);
        if (stopping) one.cancel();
        if (one.run.conclusion !== 'action_required') followers.follow(one, 'first');
        recorded.push(one.run);
      }
    }
    return recorded;
  };
  const followers = new Followers(raise, refuse, abandon.signal);

  const find = (run: WorkflowRun): StartedRun => {
    const one = started.get(run);
    if (one === undefined) throw new Error(`Run ${run.id} was not started by this engine.`);
    return one;
  };
  const underWay = (): readonly StartedRun[] => [...started.values()].filter(({ run }) => run.status !== 'completed');
  const settled = async <Result>(work: Promise<Result>): Promise<Result> => {
    const result = await work;
    if (refusal !== undefined) throw refusal;
    return result;
  };

  const trigger = (event: RepositoryEvent) => raise(event, 0);
  const rerun = (run: WorkflowRun, request: RerunRequest): void => {
    const one = find(run);
    const reason = rerunRefusal(run, request, options.clock.now());
    if (reason !== undefined) throw new RerunRefused(reason);
    one.again(request);
    if (stopping) one.cancel();
    followers.follow(one, 'again');
  };
  /** Does what a request asks for: somebody's job, maybe, which gets no answer that GitHub would not give. */
  const answered = async <Refused extends Error>(
    kind: new (...parameters: never[]) => Refused,
    work: () => Promise<unknown>,
  ): Promise<Refused | undefined> => {
    try {
      await work();
      return undefined;
    } catch (error) {
      if (error instanceof kind) return error;
      if (error instanceof NotRehearsed) refuse(error);
      throw error;
    }
  };

  return {
    trigger,
    refuse,
    async raise(event) {
      await answered(DispatchRefused, () => trigger(event));
    },
    dispatch: (request) => answered(DispatchRefused, () => trigger({ kind: 'workflow_dispatch', ...request })),
    restart: ({ run, ...request }) => answered(RerunRefused, async () => rerun(run, request)),
    finished: (run) =>
      settled(
        find(run)
          .attempt()
          .done.then(() => find(run).result()),
      ),
    followers: (run) => settled(followers.of(find(run))),
    result: (run) => find(run).result(),
    rerun,
    approve(run) {
      const one = find(run);
      if (stopping || !one.approve()) return false;
      followers.follow(one, 'first');
      return true;
    },
    cancel: (run) => find(run).cancel(),
    async stop() {
      stopping = true;
      const cancelled = underWay();
      for (const one of cancelled) one.cancel();
      for (let still = cancelled; still.length > 0; still = underWay())
        await Promise.all(still.map((one) => one.attempt().done));
      return cancelled.map((one) => one.result());
    },
    async close() {
      abandon.abort();
      for (const one of started.values()) one.cancel();
      await followers.settled();
      await Promise.all([...started.values()].map((one) => one.attempt().done));
    },
  };
}

/** What a job's own token does starts nothing but dispatches.
 *  @throws {NotRehearsed} for a pull request that it has opened or changed: its runs wait for a person's approval.
 *  @see https://docs.github.com/en/actions/concepts/security/github_token#when-github_token-triggers-workflow-runs */
function mayStart({ event, name, action }: Occurrence): boolean {
  if (event.causedBy !== 'job-token' || ruleOf(name).byJobToken === true) return true;
  if (name === 'pull_request' && ['opened', 'synchronize', 'reopened'].includes(action ?? '')) {
    throw new NotRehearsed("a pull request by a job's token, whose runs wait until somebody approves them,");
  }
  return false;
}
