import type { StepResult } from '../run-action.ts';
import type { Expectation } from '../scenarios/rollout-scenario.ts';
import { failureSentence, type Traffic } from '../traffic/traffic.ts';
import type { Trail } from '../traffic/trail.ts';
import { stepProblems } from './run-rollout.ts';
import type { SteadyTier } from './steady-tier.ts';

/** Where the traffic goes, in the Service. */
export const COLOUR_FIELD = '.spec.selector.sluice\\.dev/colour';
/** How far an operation is, on the Service or on a workload. */
export const OPERATION_FIELD = '.metadata.annotations.sluice\\.dev/operation';

export const phaseIn = (annotation: string): string => /"phase":"([a-z-]+)"/.exec(annotation)?.[1] ?? '';

/** A tier that runs a release. @throws when the first deploy is not complete. */
export async function begin(
  tier: SteadyTier,
  deploying: Promise<StepResult>,
): Promise<{ readonly tier: SteadyTier; readonly address: string }> {
  const first = await deploying;
  if (first.outputs['outcome'] !== 'complete')
    throw new Error(`The rollout before it ended "${first.outputs['outcome']}", wanted "complete":\n${first.log}`);
  return { tier, address: await tier.address() };
}

/** One problem for each thing that is not as it must be; empty when all is well. */
export class Problems {
  readonly #found: string[] = [];

  hold(holds: boolean, problem: string): void {
    if (!holds) this.#found.push(problem);
  }

  step(result: StepResult, expected: Expectation): void {
    const found = stepProblems(result, expected);
    this.#found.push(...found, ...(found.length === 0 ? [] : [`Its log:\n${result.log}`]));
  }

  served({ answered, failures }: Traffic, versions: readonly string[], bodies: Traffic['bodies']): void {
    this.hold(answered > 0, 'no client was answered');
    this.hold(failures.length === 0, failureSentence({ answered, failures }));
    const others = [...bodies.keys()].filter((body) => !versions.includes(body));
    this.hold(others.length === 0, `clients were served ${others.join(', ')}, wanted ${versions.join(', ')} alone`);
  }

  /** @param wanted every value that the field may have had, in order. */
  stepped(what: string, { steps }: Trail, wanted: readonly string[]): void {
    const seen = steps.map(({ value }) => value);
    this.hold(seen.join(' ') === wanted.join(' '), `${what} was ${seen.join(', ')}, wanted ${wanted.join(', ')}`);
  }

  /** @throws with all of them. */
  tell(): void {
    if (this.#found.length > 0) throw new Error(this.#found.join('\n'));
  }
}
