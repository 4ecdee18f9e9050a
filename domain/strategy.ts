import { assertNever } from './brand.ts';
import type { CanaryStep, CanaryTrafficWord } from './canary-step.ts';
import { fieldClaims, type StrategyFields, saidKnobs, strategyDefaults } from './knob/fields.ts';
import { KNOBS } from './knob/knobs.ts';
import { type Measure, measureProblems } from './measure.ts';
import type { Problem } from './problem.ts';
import { broken } from './rules/claim.ts';
import { seconds } from './seconds.ts';

export type { CanaryStep, CanaryTrafficWord };

/** How a workload moves from one release to the next. */
export type Strategy = RollingStrategy | BlueGreenStrategy | CanaryStrategy;

/** Pods are replaced step by step; with `maxUnavailable: 0` no ready pod goes before its successor is ready.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment */
export interface RollingStrategy {
  readonly kind: 'rolling';
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

export const rolling = (options: Partial<Omit<RollingStrategy, 'kind'>> = {}): RollingStrategy => ({
  kind: 'rolling',
  maxSurge: 1,
  maxUnavailable: 0,
  ...options,
});

/** Two full copies; the Service is switched to the new one in one write when all of its pods are ready, and back in one write
 *  while the old one still runs. */
export interface BlueGreenStrategy extends StrategyFields<'blue-green'> {
  readonly kind: 'blueGreen';
}

export const blueGreen = (options: Partial<Omit<BlueGreenStrategy, 'kind'>> = {}): BlueGreenStrategy => ({
  kind: 'blueGreen',
  ...strategyDefaults('blue-green'),
  ...options,
});

/** The new version takes a growing share of the traffic beside the old one before it replaces it. */
export interface CanaryStrategy extends Partial<StrategyFields<'canary'>> {
  readonly kind: 'canary';
  readonly steps: readonly CanaryStep[];
  /** What it is compared by, besides its pods. */
  readonly measure?: Measure;
}

export const canary = (options: Partial<Omit<CanaryStrategy, 'kind'>> = {}): CanaryStrategy => ({
  kind: 'canary',
  steps: strategyDefaults('canary').steps,
  ...options,
});

/** Pods that may run beyond the wanted number while a release moves; the second copy of blue-green is counted elsewhere. */
export const surgeOf = (strategy: Strategy): Pick<RollingStrategy, 'maxSurge' | 'maxUnavailable'> =>
  strategy.kind === 'rolling' ? strategy : rolling();

/** Everything that is wrong with a strategy. @param at path of the field that holds it. */
export function strategyProblems(strategy: Strategy, at: string): Problem[] {
  switch (strategy.kind) {
    case 'rolling': {
      const { maxSurge, maxUnavailable } = strategy;
      const whole = Number.isInteger(maxSurge) && Number.isInteger(maxUnavailable);
      const movable = whole && maxSurge >= 0 && maxUnavailable >= 0 && maxSurge + maxUnavailable > 0;
      const message =
        'maxSurge and maxUnavailable are whole numbers, zero or more, and not both zero: such a rollout could never move.';
      return movable ? [] : [{ field: at, value: strategy, message }];
    }
    case 'blueGreen':
      return broken(at, fieldClaims(saidKnobs(KNOBS, 'blue-green'), { ...strategy }));
    case 'canary':
      return [
        ...canaryProblems(strategy, `${at}.steps`),
        ...(strategy.measure === undefined ? [] : measureProblems(strategy.measure, `${at}.measure`)),
        ...loginProblems(strategy, `${at}.steps`),
      ];
    default:
      return assertNever(strategy);
  }
}

function canaryProblems({ steps, traffic }: CanaryStrategy, at: string): Problem[] {
  if (steps.length === 0)
    return [{ field: at, value: steps, message: 'A canary has one step or more; without any, use rolling.' }];
  return steps.flatMap(({ percent, pause }, index) => {
    const before = steps[index - 1]?.percent ?? 0;
    const field = `${at}[${index}]`;
    return [
      ...(Number.isFinite(percent) && percent > 0 && percent < 100
        ? []
        : [{ field: `${field}.percent`, value: percent, message: 'A share is above 0 and below 100 percent.' }]),
      ...(percent > before || !Number.isFinite(percent)
        ? []
        : [
            {
              field: `${field}.percent`,
              value: percent,
              message: `Shares grow from step to step; before it is ${before}.`,
            },
          ]),
      ...(traffic === 'gateway' && !Number.isInteger(Math.round(percent * 1e6) / 1e4)
        ? [{ field: `${field}.percent`, value: percent, message: 'Weights are exact to two decimals of a percent.' }]
        : []),
      ...durationProblems(pause, `${field}.pause`),
    ];
  });
}

/** A keyless login lasts an hour, of which ten minutes are left for everything but the pauses.
 *  @see https://github.com/google-github-actions/auth `access_token_lifetime` */
const LOGIN_PAUSES = seconds(3000);

function loginProblems({ steps, measure }: CanaryStrategy, at: string): Problem[] {
  const pauses = steps.reduce((sum, { pause }) => sum + pause, 0);
  if (measure?.source.kind !== 'managed-prometheus' || !(pauses > LOGIN_PAUSES)) return [];
  const message = `Pauses of a canary that is measured by Managed Service for Prometheus last ${LOGIN_PAUSES} s together at most: the token of the job's login ends after an hour, and then nothing can be read. These last ${pauses} s: shorten them.`;
  return [{ field: at, value: steps, message }];
}

const durationProblems = (value: number, field: string): Problem[] =>
  Number.isFinite(value) && value >= 0 ? [] : [{ field, value, message: 'Wanted seconds, zero or more.' }];
