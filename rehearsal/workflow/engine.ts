import type { Dispatch } from '../github/call.ts';
import { GitRepository } from '../github/git.ts';
import type { WorkflowRun } from '../github/model.ts';
import { ConcurrencyGroups } from './concurrency-groups.ts';
import type { EngineOptions } from './engine-options.ts';
import type { DispatchEvent, RepositoryEvent } from './event.ts';
import { type EventRef, eventRef } from './github-context.ts';
import { DispatchRefused } from './inputs.ts';
import { NotRehearsed } from './problems.ts';
import { scan } from './refusals/scan.ts';
import type { RunEvent } from './run-event.ts';
import type { RunResult } from './run-result.ts';
import { type StartedRun, startRun } from './start-run.ts';
import { triggeredPaths } from './triggered-paths.ts';
import { type ParsedStates, WORKFLOWS, WorkflowSource } from './workflow-source.ts';

/** GitHub Actions for one repository: takes events, runs the workflow files of the commit they point to. */
export interface Engine {
  /** Starts the runs that an event causes and resolves when they are recorded; they go on by themselves.
   *  @throws {NotRehearsed} when a file that would run uses what the engine does not do; {DispatchRefused} as the API refuses. */
  trigger(event: RepositoryEvent): Promise<readonly WorkflowRun[]>;
  /** The same for a dispatch over the API: a refusal is its sentence. */
  readonly dispatch: Dispatch;
  /** Resolves when a run has completed. @throws {NotRehearsed} when the rehearsal had to end on the way */
  finished(run: WorkflowRun): Promise<RunResult>;
  /** What is known of a run now. */
  result(run: WorkflowRun): RunResult;
  /** Cancels a run as its button does: running steps are stopped, `always()` steps still run. */
  cancel(run: WorkflowRun): void;
  /** Ends everything at once and leaves no process behind. */
  close(): Promise<void>;
}

/** Makes an engine; it does nothing until an event comes. */
export function createEngine(options: EngineOptions): Engine {
  const git = GitRepository.open(options.repository.gitDirectory);
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

  const resolveRef = async (event: RepositoryEvent): Promise<EventRef> => {
    const name = event.kind === 'push' ? event.after : event.kind === 'pull_request' ? event.mergeSha : event.ref;
    const sha = await git.resolve(name);
    if (sha === undefined) throw new DispatchRefused(`No ref found for: ${name}`);
    return eventRef(event, sha);
  };

  const trigger = async (event: RepositoryEvent): Promise<readonly WorkflowRun[]> => {
    if (event.causedBy === 'job-token' && event.kind !== 'workflow_dispatch') return [];
    const at = await resolveRef(event);
    const source = new WorkflowSource(git, at.sha, parsed);
    const paths =
      event.kind === 'workflow_dispatch'
        ? [await dispatchedPath(event, source)]
        : await triggeredPaths(git, source, event);
    await scan(source, paths, options);
    const runs: WorkflowRun[] = [];
    for (const path of paths) {
      const one = await startRun({
        options: { ...options, listener },
        git,
        groups,
        abandon: abandon.signal,
        refuse,
        source,
        at,
        event,
        path,
      });
      started.set(one.run, one);
      runs.push(one.run);
    }
    return runs;
  };

  const find = (run: WorkflowRun): StartedRun => {
    const one = started.get(run);
    if (one === undefined) throw new Error(`Run ${run.id} was not started by this engine.`);
    return one;
  };

  return {
    trigger,
    async dispatch({ workflow, ref, inputs, actor }) {
      try {
        await trigger({ kind: 'workflow_dispatch', workflow, ref, inputs, actor });
        return undefined;
      } catch (error) {
        if (error instanceof DispatchRefused) return error.message;
        // Somebody's job asked for it, and gets no answer that GitHub would not give.
        if (error instanceof NotRehearsed) refuse(error);
        throw error;
      }
    },
    async finished(run) {
      const one = find(run);
      await one.done;
      if (refusal !== undefined) throw refusal;
      return one.result();
    },
    result: (run) => find(run).result(),
    cancel: (run) => find(run).cancel(),
    async close() {
      abandon.abort();
      for (const one of started.values()) one.cancel();
      await Promise.all([...started.values()].map(({ done }) => done));
    },
  };
}

async function dispatchedPath({ workflow, ref }: DispatchEvent, source: WorkflowSource): Promise<string> {
  const path = workflow.includes('/') ? workflow : `${WORKFLOWS}/${workflow}`;
  if ((await source.text(path)) === undefined) throw new DispatchRefused(`There is no workflow ${path} on ${ref}.`);
  return path;
}
