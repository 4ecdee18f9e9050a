import { limitOf } from '../../catalogue/github-limits.ts';
import type { WorkflowRun } from '../github/model.ts';
import type { RepositoryEvent, WorkflowRunEvent } from './event.ts';
import { NotRehearsed } from './problems.ts';
import type { StartedRun } from './start-run.ts';

/** Raises `workflow_run` for runs as they go on, and keeps what that has started. A chain of runs ends where GitHub ends it.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run */
export class Followers {
  readonly #raise: (event: RepositoryEvent, chain: number) => Promise<readonly WorkflowRun[]>;
  readonly #refuse: (error: NotRehearsed) => void;
  readonly #closed: AbortSignal;
  readonly #of = new Map<StartedRun, Promise<readonly WorkflowRun[]>>();

  constructor(
    raise: (event: RepositoryEvent, chain: number) => Promise<readonly WorkflowRun[]>,
    /** Called when what would follow is not rehearsed. */
    refuse: (error: NotRehearsed) => void,
    /** Aborted when nothing is to start any more. */
    closed: AbortSignal,
  ) {
    this.#raise = raise;
    this.#refuse = refuse;
    this.#closed = closed;
  }

  /** Listens to an attempt of a run. A re-run is not requested a second time, as on GitHub. */
  follow(one: StartedRun, attempt: 'first' | 'again'): void {
    if (one.chain >= limitOf('workflow-run-chain')) return;
    const before = this.#of.get(one) ?? Promise.resolve([]);
    const following = Promise.all([before, this.#listen(one, attempt)]).then((runs) => runs.flat());
    following.catch((error: unknown) => {
      if (error instanceof NotRehearsed) this.#refuse(error);
    });
    this.#of.set(one, following);
  }

  of(one: StartedRun): Promise<readonly WorkflowRun[]> {
    return this.#of.get(one) ?? one.attempt().done.then(() => []);
  }

  /** Resolves when nobody listens any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#of.values());
  }

  async #listen(one: StartedRun, which: 'first' | 'again'): Promise<readonly WorkflowRun[]> {
    const attempt = one.attempt();
    const requested = which === 'first' ? await this.#tell(one, 'requested') : [];
    await attempt.begun;
    const begun = await this.#tell(one, 'in_progress');
    await attempt.done;
    return [...requested, ...begun, ...(await this.#tell(one, 'completed'))];
  }

  async #tell({ run, chain }: StartedRun, action: WorkflowRunEvent['action']): Promise<readonly WorkflowRun[]> {
    if (this.#closed.aborted) return [];
    return this.#raise({ kind: 'workflow_run', action, of: run, actor: run.triggeringActor }, chain + 1);
  }
}
