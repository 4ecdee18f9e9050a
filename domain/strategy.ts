import { assertNever } from './brand.ts';
import { type Measure, measureProblems } from './measure.ts';
import type { Problem } from './problem.ts';
import { type Seconds, seconds } from './seconds.ts';

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
export interface BlueGreenStrategy {
  readonly kind: 'blueGreen';
  /** How long the new copy must stay healthy with traffic before the old one may go. */
  readonly bake: Seconds;
  /** How much longer the old copy keeps running: connections that it still has, and load balancers that learn late. */
  readonly scaleDownDelay: Seconds;
}

export const blueGreen = (options: Partial<Omit<BlueGreenStrategy, 'kind'>> = {}): BlueGreenStrategy => ({
  kind: 'blueGreen',
  bake: seconds(60),
  scaleDownDelay: seconds(30),
  ...options,
});

/** A share of the traffic that the new version gets, and for how long. */
export interface CanaryStep {
  /** Above 0 and below 100. By weights it is exact, to two decimals; by numbers of pods it is met within ten points, or refused. */
  readonly percent: number;
  readonly pause: Seconds;
}

export const CANARY_TRAFFIC = ['replicas', 'gateway'] as const;
export type CanaryTrafficWord = (typeof CANARY_TRAFFIC)[number];

/** The new version takes a growing share of the traffic beside the old one before it replaces it. */
export interface CanaryStrategy {
  readonly kind: 'canary';
  readonly steps: readonly CanaryStep[];
  /** How it gets its share: by its number of pods behind the one Service (`replicas`, where nothing is said), or exactly, by the
   *  weights of an HTTPRoute of the release. Never found out from what is there: the two need different labels. */
  readonly traffic?: CanaryTrafficWord;
  /** What it is compared by, besides its pods. */
  readonly measure?: Measure;
}

export const canary = (options: Partial<Omit<CanaryStrategy, 'kind'>> = {}): CanaryStrategy => ({
  kind: 'canary',
  steps: [
    { percent: 25, pause: seconds(60) },
    { percent: 50, pause: seconds(60) },
  ],
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
      return (['bake', 'scaleDownDelay'] as const).flatMap((name) => durationProblems(strategy[name], `${at}.${name}`));
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
