import type { StepResult } from '../run-action.ts';
import type { Expectation } from '../scenarios/rollout-scenario.ts';
import { stepProblems } from './run-rollout.ts';

interface Told {
  readonly outcome: Expectation['outcome'];
  readonly class?: Expectation['class'];
  readonly sentence?: RegExp;
  /** Seconds to the verdict; 120 when absent. */
  readonly within?: number;
}

/** @returns the time and the sentence. @throws with all that is not as it must be, and the log. */
export function must(step: StepResult, { outcome, class: code = '', sentence = /./, within = 120 }: Told): string {
  const problems = stepProblems(step, { outcome, class: code, sentence, verdictWithin: within });
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\n${step.log}`);
  return `${step.outputs['seconds-to-verdict']} s: ${step.outputs['sentence']}`;
}
