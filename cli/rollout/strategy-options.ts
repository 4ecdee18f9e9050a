import { measureOf } from '../../domain/measure-words.ts';
import { describeProblem, InvalidInput } from '../../domain/problem.ts';
import type { Seconds } from '../../domain/seconds.ts';
import { CANARY_TRAFFIC, rolling, type Strategy, strategyProblems } from '../../domain/strategy.ts';
import { parseSteps, STRATEGY_WORDS, strategyOf, trafficProblems } from '../../domain/strategy-words.ts';

/** Options that say how, and what the canary is measured by. Its token is none: arguments are seen by everybody on the machine. */
export const STRATEGY_OPTIONS = ['strategy', 'bake', 'scale-down-delay'] as const;
/** Of apply alone: going back has no steps. */
export const CANARY_OPTIONS = [
  'steps',
  'traffic',
  'metric-url',
  'metric-value',
  'metric-samples',
  'metric-tolerance',
  'metric-minimum',
] as const;
/** Holds the bearer token for `--metric-url`. */
export const METRIC_TOKEN = 'SLUICE_METRIC_TOKEN';

type Name = (typeof STRATEGY_OPTIONS)[number] | (typeof CANARY_OPTIONS)[number];

export interface StrategyGiven {
  readonly one: (option: Name) => string | undefined;
  readonly time: (option: Name, otherwise: number) => Seconds;
  readonly hasToken: boolean;
  readonly problems: string[];
}

/** As the tier is rolled out. What is wrong with it is added to `problems`. */
export function strategyGiven({ one, time, hasToken, problems }: StrategyGiven): Strategy {
  const text = one('strategy') ?? 'rolling';
  const word = STRATEGY_WORDS.find((known) => known === text);
  if (word === undefined) problems.push(`--strategy is "${text}"; wanted one of ${STRATEGY_WORDS.join(', ')}.`);
  const steps = one('steps');
  const trafficText = one('traffic') ?? 'replicas';
  const traffic = CANARY_TRAFFIC.find((known) => known === trafficText);
  if (traffic === undefined)
    problems.push(`--traffic is "${trafficText}"; wanted one of ${CANARY_TRAFFIC.join(', ')}.`);
  else if (word !== undefined) problems.push(...trafficProblems(traffic, word, '--traffic').map(describeProblem));
  try {
    const measure =
      word === undefined
        ? undefined
        : measureOf(
            {
              url: one('metric-url') ?? '',
              value: one('metric-value') ?? '',
              samples: one('metric-samples') ?? '',
              tolerance: one('metric-tolerance') ?? '',
              minimum: one('metric-minimum') ?? '',
              hasToken: hasToken && one('metric-url') !== undefined,
            },
            word,
            (name) => (name === 'token' ? METRIC_TOKEN : `--metric-${name}`),
          );
    const strategy = strategyOf(word ?? 'rolling', {
      bake: time('bake', 60),
      scaleDownDelay: time('scale-down-delay', 30),
      ...(steps === undefined ? {} : { steps: parseSteps(steps) }),
      ...(traffic === 'gateway' ? { traffic } : {}),
      measure,
    });
    problems.push(...strategyProblems(strategy, '--strategy').map(describeProblem));
    return strategy;
  } catch (error) {
    if (error instanceof InvalidInput) problems.push(...error.problems.map(describeProblem));
    else problems.push(`--steps: ${(error as Error).message}`);
    return rolling();
  }
}
