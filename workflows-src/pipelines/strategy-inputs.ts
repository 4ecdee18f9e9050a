import { assertNever } from '../../domain/brand.ts';
import type { CanaryStrategy, Strategy } from '../../domain/strategy.ts';
import type { Expression } from '../language/expression.ts';
import { measureInputs } from './measure-inputs.ts';
import { tunedBake, tunedScaleDownDelay } from './tunable.ts';

/** A strategy as inputs of the `rollout` action; its default says nothing.
 *  @param cloudToken of the job's keyless login. */
export function strategyInputs(strategy: Strategy, cloudToken: Expression<string, 'steps'>) {
  switch (strategy.kind) {
    case 'rolling':
    case 'blueGreen':
      return stepless(strategy);
    case 'canary':
      return {
        strategy: 'canary',
        steps: strategy.steps.map(({ percent, pause }) => `${percent}:${pause}`).join(','),
        ...(strategy.traffic === 'gateway' ? { traffic: 'gateway' } : {}),
        ...(strategy.measure === undefined ? {} : measureInputs(strategy.measure, cloudToken)),
      };
    default:
      return assertNever(strategy);
  }
}

/** The same for the `rollback` action: going back has no steps, and nothing is measured on the way. */
export const rollbackStrategyInputs = (strategy: Strategy) =>
  strategy.kind === 'canary' ? { strategy: 'canary' } : stepless(strategy);

function stepless(strategy: Exclude<Strategy, CanaryStrategy>) {
  switch (strategy.kind) {
    case 'rolling':
      return {};
    case 'blueGreen':
      return {
        strategy: 'blue-green',
        bake: tunedBake(strategy.bake),
        'scale-down-delay': tunedScaleDownDelay(strategy.scaleDownDelay),
      };
    default:
      return assertNever(strategy);
  }
}
