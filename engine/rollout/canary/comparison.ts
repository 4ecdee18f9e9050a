/** One reading of a measure where lower is better: a share of errors, a latency. */
export interface Reading {
  readonly value: number;
  /** Requests it was made of. */
  readonly samples: number;
}

/** Where readings come from. Any rejection is an error of the source and says nothing about the release. */
export interface Metrics {
  read(version: 'canary' | 'stable'): Promise<Reading>;
}

export interface Comparison {
  /** Requests that either side needs before it is compared. */
  readonly minimum: number;
  /** How much worse the canary may be, as a part of the stable value. */
  readonly tolerance: number;
}

export const COMPARISON: Comparison = { minimum: 50, tolerance: 0.1 };

/** What several readings in a row come to so far. */
export interface Judgement {
  /** Errors of the source in a row. */
  readonly errors: number;
  readonly state: 'too-few' | 'good' | 'worse' | 'inconclusive';
  readonly sentence: string;
}

export const NO_JUDGEMENT: Judgement = { errors: 0, state: 'too-few', sentence: 'nothing was measured' };

const MOST_ERRORS = 3;

/** Pure. A canary that is worse is worse once; a source that fails three times in a row makes it inconclusive, which holds the
 *  canary where it is and never promotes it. */
export function judged(
  before: Judgement,
  pair: { readonly canary: Reading; readonly stable: Reading } | Error,
  { minimum, tolerance }: Comparison,
): Judgement {
  if (pair instanceof Error) {
    const errors = before.errors + 1;
    return errors >= MOST_ERRORS
      ? {
          errors,
          state: 'inconclusive',
          sentence: `the metric could not be read ${errors} times in a row: ${pair.message}`,
        }
      : { ...before, errors };
  }
  const { canary, stable } = pair;
  const fewer = Math.min(canary.samples, stable.samples);
  if (!(fewer >= minimum))
    return { errors: 0, state: 'too-few', sentence: `only ${fewer} requests were measured, wanted ${minimum}` };
  const worse = canary.value > stable.value * (1 + tolerance);
  return {
    errors: 0,
    state: worse ? 'worse' : 'good',
    sentence: `the metric is ${canary.value} for the canary and ${stable.value} for the pods beside it`,
  };
}
