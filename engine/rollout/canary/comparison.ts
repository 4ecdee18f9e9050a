import type { Comparison } from '../../../domain/measure.ts';
import type { MetricReading } from '../ports/metrics.ts';

/** A reading of both versions at one moment. */
export interface Pair {
  readonly canary: MetricReading;
  readonly stable: MetricReading;
}

/** What several readings in a row come to so far. */
export interface Judgement {
  /** Errors of the source in a row. */
  readonly errors: number;
  /** `suspect`: worse once. */
  readonly state: 'too-few' | 'good' | 'suspect' | 'worse' | 'inconclusive';
  readonly sentence: string;
}

export const NO_JUDGEMENT: Judgement = { errors: 0, state: 'too-few', sentence: 'nothing was measured' };

const MOST_ERRORS = 3;

/** Pure. A canary is worse when two readings in a row say so: beside a version without any error, a single one would be worse by any
 *  part. A source that fails three times in a row makes it inconclusive, which holds the
 *  canary where it is and never promotes it.
 *  @param metric what it is called in sentences. */
export function judged(
  before: Judgement,
  reading: Pair | Error,
  { minimum, tolerance }: Comparison,
  metric: string,
): Judgement {
  if (reading instanceof Error) return failed(before, reading.message);
  const { canary, stable } = reading;
  for (const [name, { samples }] of [
    ['the canary', canary],
    ['the pods beside it', stable],
  ] as const)
    if (!(samples >= minimum))
      return {
        errors: 0,
        state: 'too-few',
        sentence: `only ${rounded(samples)} requests were measured for ${name}, wanted ${minimum}`,
      };
  // A latency beyond the last bucket is infinite, and worse than any other.
  if (Number.isNaN(canary.value) || !Number.isFinite(stable.value) || canary.value === Number.NEGATIVE_INFINITY) {
    const [name, { samples, value }] = Number.isFinite(stable.value)
      ? (['the canary', canary] as const)
      : (['the pods beside it', stable] as const);
    const what = Number.isNaN(value) ? 'no value' : `the value ${value}`;
    return failed(
      before,
      `it has ${what} for ${name}, although ${rounded(samples)} requests were counted; where nothing means zero, add "or vector(0)"`,
    );
  }
  const worse = canary.value > stable.value + Math.abs(stable.value) * tolerance;
  const both = `${told(canary)} for the canary and ${told(stable)} for the pods beside it`;
  return {
    errors: 0,
    state: !worse ? 'good' : before.state === 'suspect' ? 'worse' : 'suspect',
    sentence: worse
      ? `the metric is ${both}, more than ${rounded(tolerance * 100)} % worse: ${metric}`
      : `the metric is ${both}`,
  };
}

function failed(before: Judgement, message: string): Judgement {
  const reason = message.replace(/\.$/, '');
  const errors = before.errors + 1;
  if (errors >= MOST_ERRORS)
    return {
      errors,
      state: 'inconclusive',
      sentence: `the metric could not be read ${errors} times in a row: ${reason}`,
    };
  return before.state === 'good' || before.state === 'suspect'
    ? { ...before, errors }
    : { errors, state: 'too-few', sentence: `the metric could not be read: ${reason}` };
}

const told = ({ value, samples }: MetricReading): string => `${rounded(value)} (${rounded(samples)} requests)`;

/** Four digits are enough for people, and counts that were extrapolated are no whole numbers. */
const rounded = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(4)) : value);
