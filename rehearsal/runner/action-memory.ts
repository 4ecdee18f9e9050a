import type { Frame } from './frame.ts';
import type { PostStep } from './post-step.ts';

/** What is kept of the use of an action between its `pre`, its main part and its `post`.
 *  @see https://github.com/actions/runner src/Runner.Worker/ExecutionContext.cs (IntraActionState, EmbeddedIntraActionState) */
export class ActionMemory {
  /** What GITHUB_STATE or `save-state` keeps. */
  readonly saved = new Map<string, string>();
  /** Whether its post step is registered: `pre` does that already. */
  hasPost = false;
  /** Of a composite action: post steps of what it used, the last one first. */
  readonly posts: PostStep[] = [];
  /** Of a composite action: ids, outputs and inputs that its post steps see. */
  frame: Frame | undefined;
  readonly #inner = new Map<object | number, ActionMemory>();

  /** @param step of the job, or the place of a step in a composite action: its description is read anew each time */
  of(step: object | number): ActionMemory {
    const known = this.#inner.get(step) ?? new ActionMemory();
    this.#inner.set(step, known);
    return known;
  }
}
