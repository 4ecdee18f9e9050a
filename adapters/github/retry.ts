/** What is known of a refused call. */
export interface Refusal {
  /** `undefined` when there was no answer. */
  readonly status: number | undefined;
  readonly message: string;
  readonly retryAfter: string | undefined;
}

/** Milliseconds until a call is repeated, `undefined` when it is not. A call that makes something is repeated only where GitHub
 *  says that it did not act: when it throttles.
 *  @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
export function retryDelay(
  { status, message, retryAfter }: Refusal,
  repeat: 'on-trouble' | 'never',
  tries: number,
): number | undefined {
  if (tries >= TRIES) return undefined;
  const throttled = status === 429 || (status === 403 && /rate limit|abuse/i.test(message));
  const trouble = status === undefined || (status >= 500 && status !== 501);
  if (!throttled && !(trouble && repeat === 'on-trouble')) return undefined;
  const seconds = retryAfter === undefined ? Number.NaN : Number(retryAfter);
  if (!Number.isFinite(seconds) || seconds < 0) return SHORTEST * 2 ** (tries - 1);
  return seconds <= LONGEST ? seconds * 1000 : undefined;
}

const TRIES = 4;
const SHORTEST = 1000;
/** Seconds. An hourly limit is not waited for: the step says so instead. */
const LONGEST = 60;
