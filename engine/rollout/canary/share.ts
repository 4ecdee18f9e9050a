import { counted } from '../../../domain/counted.ts';
import { InvalidInput, type Problem } from '../../../domain/problem.ts';
import type { Seconds } from '../../../domain/seconds.ts';
import type { CanaryStep, CanaryTrafficWord } from '../../../domain/strategy.ts';
import type { KubernetesObject } from '../cluster.ts';
import { replicasOf } from '../exposed-workload.ts';
import type { RolloutRequest } from '../request.ts';
import { stateOf } from '../state/annotations.ts';

/** A step as it can be made: by numbers of pods, over which a Service spreads its connections alike, or by weights, which are exact. */
export interface Share {
  readonly pods: number;
  /** What the pods really get, in percent. */
  readonly percent: number;
  readonly pause: Seconds;
}

/** How far the real share may be from the one that was asked for, in points. */
const TOLERANCE = 10;

/** Weights say what the canary gets; its pods are as many as carry that part of what the stable ones carry. */
export const weightedShares = (steps: readonly CanaryStep[], stable: number): readonly Share[] =>
  steps.map(({ percent, pause }) => ({ pods: Math.max(1, Math.ceil((percent * stable) / 100)), percent, pause }));

/** The old version keeps all of its pods, so the new one gets 1/(n+1) of the traffic at least.
 *  @param stable pods of the old version.
 *  @throws {InvalidInput} naming every share that so few pods cannot make. */
export function sharesOf(steps: readonly CanaryStep[], stable: number): readonly Share[] {
  const shares = steps.map(({ percent, pause }): Share & { readonly asked: number } => {
    const pods = Math.max(1, Math.round((percent * stable) / (100 - percent)));
    return { pods, percent: Math.round((1000 * pods) / (stable + pods)) / 10, pause, asked: percent };
  });
  const problems = shares.flatMap(({ asked, percent, pods }, index): Problem[] =>
    Math.abs(asked - percent) <= TOLERANCE
      ? []
      : [
          {
            field: `strategy.steps[${index}].percent`,
            value: asked,
            message: `Beside ${counted(stable, 'pod')} the nearest share is ${percent} % (${counted(pods, 'pod')}), more than ${TOLERANCE} points away. Ask for that, or run more pods.`,
          },
        ],
  );
  if (problems.length > 0) throw new InvalidInput('The steps of the canary', problems);
  return shares;
}

/** The shares of a canary; `undefined` when there is nothing to share the traffic with, or nothing to share: the first deploy, a
 *  Deployment without pods, a release that runs already, a rollback. @throws {InvalidInput} */
export function plannedShares(
  { kind, strategy }: Pick<RolloutRequest, 'kind' | 'strategy'>,
  [stable]: readonly KubernetesObject[],
  key: string,
): readonly Share[] | undefined {
  const pods = replicasOf(stable) ?? 0;
  if (strategy.kind !== 'canary' || stable === undefined || pods === 0) return undefined;
  if (stateOf(stable) === key || kind === 'rollback') return undefined;
  return SHARES_BY[strategy.traffic ?? 'replicas'](strategy.steps, pods);
}

const SHARES_BY: Readonly<Record<CanaryTrafficWord, typeof sharesOf>> = { replicas: sharesOf, gateway: weightedShares };

/** The step to go on from: the first one that needs at least the pods and the weight that the canary has already, so that a repeated
 *  run takes no traffic away from it. */
export const stepToGoOnFrom = (shares: readonly Share[], pods: number, weight = 0): number =>
  Math.max(
    0,
    shares.findIndex((share) => share.pods >= pods && share.percent >= weight - ROUNDED),
  );

/** Weights are read back as a quotient. */
const ROUNDED = 1e-6;
