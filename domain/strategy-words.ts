import { assertNever } from './brand.ts';
import type { Measure } from './measure.ts';
import type { Problem } from './problem.ts';
import { type Seconds, seconds } from './seconds.ts';
import { blueGreen, type CanaryStep, type CanaryTrafficWord, canary, rolling, type Strategy } from './strategy.ts';

/** What a strategy is called in inputs and options. */
export const STRATEGY_WORDS = ['rolling', 'blue-green', 'canary'] as const;
export type StrategyWord = (typeof STRATEGY_WORDS)[number];

/** What is said beside the word. */
export interface StrategyDetails {
  readonly bake?: Seconds;
  readonly scaleDownDelay?: Seconds;
  readonly steps?: readonly CanaryStep[];
  readonly traffic?: CanaryTrafficWord;
  readonly measure?: Measure | undefined;
}

/** The strategy that a word and its details mean. What belongs to another strategy means nothing. */
export function strategyOf(
  word: StrategyWord,
  { bake, scaleDownDelay, steps, traffic, measure }: StrategyDetails,
): Strategy {
  switch (word) {
    case 'rolling':
      return rolling();
    case 'blue-green':
      return blueGreen({
        ...(bake === undefined ? {} : { bake }),
        ...(scaleDownDelay === undefined ? {} : { scaleDownDelay }),
      });
    case 'canary':
      return canary({
        ...(steps === undefined ? {} : { steps }),
        ...(traffic === undefined ? {} : { traffic }),
        ...(measure === undefined ? {} : { measure }),
      });
    default:
      return assertNever(word);
  }
}

/** Only a canary has a share of the traffic; where nothing is said, nothing is wrong. */
export const trafficProblems = (traffic: CanaryTrafficWord, strategy: StrategyWord, field: string): Problem[] =>
  traffic === 'replicas' || strategy === 'canary'
    ? []
    : [
        {
          field,
          value: traffic,
          message: `Only a canary gets a share of the traffic, and the strategy is ${strategy}. Leave it out, or use canary.`,
        },
      ];

/** `25:60,50:60`: percent, and seconds that it is watched. @throws a sentence for what is no step */
export function parseSteps(text: string): readonly CanaryStep[] {
  return text.split(',').map((step) => {
    const [, percent, pause] = /^\s*(\d+(?:\.\d+)?)\s*:\s*(\d+(?:\.\d+)?)\s*$/.exec(step) ?? [];
    if (percent === undefined || pause === undefined)
      throw new Error(`"${step.trim()}" is no step: wanted percent and seconds, "25:60".`);
    return { percent: Number(percent), pause: seconds(Number(pause)) };
  });
}
