import type { Scope } from '../workflow/expression.ts';
import type { Value } from '../workflow/value.ts';
import { hashFiles } from './hash-files.ts';
import type { StepResult } from './job-request.ts';
import type { JobState } from './job-state.ts';
import type { PostStep } from './post-step.ts';

/** Where a step stands: in the job itself, or in a composite action that a step of the job uses. Each has ids, outputs and inputs of
 *  its own.
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/CompositeActionHandler.cs */
export interface Frame {
  /** How many composite actions are around it. */
  readonly depth: number;
  /** By id. Ids that GitHub gives are not in it. */
  readonly steps: Map<string, StepResult>;
  readonly inputs: Value;
  /** What the frame adds to the `github` context. */
  readonly github: Readonly<Record<string, Value>>;
  /** Variables of the steps that use the composite actions around: what steps leave does not replace them. */
  readonly overrides: ReadonlyMap<string, string>;
  /** What `success()` and `failure()` look at: so far the job, or the composite action. */
  status(): 'success' | 'failure' | 'cancelled';
  /** Repository and commit that `$/` stands for. */
  readonly self: SelfRepository;
  /** Post steps of what was used in here, the last one first. */
  readonly posts: PostStep[];
}

export interface SelfRepository {
  /** `owner/name`. */
  readonly repository: string;
  readonly ref: string;
}

/** What expressions of a step see. `env` and `github` are the step's own. */
export function frameScope(
  state: JobState,
  frame: Pick<Frame, 'steps' | 'inputs' | 'status'>,
  github: Readonly<Record<string, Value>>,
  env: ReadonlyMap<string, string>,
): Scope {
  const { needs, vars, secrets, leg, jobContext } = state.request;
  return {
    contexts: {
      github,
      env: Object.fromEntries(env),
      vars,
      secrets,
      inputs: frame.inputs,
      needs,
      job: { ...jobContext, status: state.status },
      steps: Object.fromEntries(
        [...frame.steps].map(([id, { outcome, conclusion, outputs }]) => [id, { outcome, conclusion, outputs }]),
      ),
      runner: state.runner,
      strategy: { 'fail-fast': true, 'job-index': 0, 'job-total': 1, 'max-parallel': 1 },
      ...leg,
    },
    status: {
      success: () => frame.status() === 'success',
      failure: () => frame.status() === 'failure',
      // Of the job in any frame: Expressions/CancelledFunction.cs.
      cancelled: () => state.status === 'cancelled',
    },
    // Where somebody stands in for the steps, nothing is ever checked out.
    hashFiles: (...patterns) =>
      state.request.stepStandIn === undefined
        ? hashFiles(state.folders, state.request.machine.enclosure, patterns)
        : '',
  };
}
