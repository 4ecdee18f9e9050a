import type { WorkStep } from '../workflow/definition.ts';
import { evaluateText } from '../workflow/expression.ts';
import type { Value } from '../workflow/value.ts';
import { type Frame, frameScope } from './frame.ts';
import type { JobState } from './job-state.ts';
import type { SharedEnvironment } from './shared-environment.ts';

/** The variables of a step. */
export interface StepEnvironment {
  /** All of them: what steps have left, then what the steps around say, then its own. */
  readonly env: ReadonlyMap<string, string>;
  /** Those that steps inside this one keep, whatever other steps leave. */
  readonly overrides: ReadonlyMap<string, string>;
}

/** What a step has before its own `env`. */
export function outerEnvironment(frame: Frame, shared: SharedEnvironment): StepEnvironment {
  return { env: new Map([...shared.variables, ...frame.overrides]), overrides: frame.overrides };
}

/** Evaluates the `env` of a step; none of it sees another part of it. @throws when it cannot be evaluated */
export function stepEnvironment(
  state: JobState,
  frame: Frame,
  shared: SharedEnvironment,
  { env }: Pick<WorkStep, 'env'>,
  github: Readonly<Record<string, Value>>,
): StepEnvironment {
  const outer = outerEnvironment(frame, shared);
  const scope = frameScope(state, frame, github, outer.env);
  const own = (env?.kind === 'map' ? env.entries : []).map(
    ({ key, value }) => [key, evaluateText(value, scope)] as const,
  );
  return { env: new Map([...outer.env, ...own]), overrides: new Map([...outer.overrides, ...own]) };
}

/** The `github` context of a step. Which repository an action is from is said by what uses it.
 *  @see https://github.com/actions/runner src/Runner.Worker/ActionRunner.cs (action_repository) */
export const stepGithub = (
  around: Readonly<Record<string, Value>>,
  own: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> => ({ ...around, action_repository: '', action_ref: '', ...own });
