import type { RateLimit } from './rate-limit.ts';

/** What is known of a refused call. */
export interface Refusal {
  /** `undefined` when there was no answer. */
  readonly status: number | undefined;
  readonly limit: RateLimit | undefined;
}

/** Whether GitHub could not answer, or not now: it did not say no. */
export const isTrouble = ({ status, limit }: Refusal): boolean =>
  limit !== undefined || status === undefined || (status >= 500 && status !== 501);

/** Milliseconds until a call is repeated, `undefined` when it is not. A call that makes something is repeated only where GitHub
 *  says that it did not act: when it limits. */
export function retryDelay(refusal: Refusal, repeat: 'on-trouble' | 'never', tries: number): number | undefined {
  const { limit } = refusal;
  if (tries >= TRIES || !isTrouble(refusal) || (limit === undefined && repeat === 'never')) return undefined;
  if (limit === undefined) return SHORTEST * 2 ** (tries - 1);
  return limit.wait !== undefined && limit.wait <= LONGEST ? limit.wait : undefined;
}

const TRIES = 4;
const SHORTEST = 1000;
/** A longer limit is not waited for: the step says how long it is instead. */
const LONGEST = 61_000;
