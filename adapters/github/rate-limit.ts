/** GitHub will not be asked so often. `wait`: milliseconds until it may be asked again, `undefined` where it does not say. */
export interface RateLimit {
  readonly kind: 'primary' | 'secondary';
  readonly wait: number | undefined;
}

/** The headers that GitHub sends with a refusal, as it names them. */
export type RefusalHeaders = Readonly<Record<string, string | undefined>>;

/** Which limit a refusal speaks of: the hourly one of a token (primary), or the one against calls that come too fast (secondary).
 *  Times are GitHub's: its own clock says how long there is until the hour begins anew. @returns `undefined` for other refusals
 *  @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
export function rateLimitOf(
  status: number,
  message: string,
  headers: RefusalHeaders,
  now: number = Date.now(),
): RateLimit | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const asked = whole(headers['retry-after']);
  const wait = asked === undefined ? undefined : asked * 1000;
  if (/secondary rate limit|abuse/i.test(message)) return { kind: 'secondary', wait: wait ?? AT_LEAST };
  const usedUp = headers['x-ratelimit-remaining'] === '0';
  if (usedUp || /rate limit/i.test(message)) return { kind: 'primary', wait: wait ?? untilReset(headers, now) };
  return status === 429 || wait !== undefined ? { kind: 'secondary', wait: wait ?? AT_LEAST } : undefined;
}

/** "Otherwise, wait for at least one minute before retrying." */
const AT_LEAST = 60_000;

function untilReset(headers: RefusalHeaders, now: number): number | undefined {
  const reset = whole(headers['x-ratelimit-reset']);
  const server = Date.parse(headers['date'] ?? '');
  // Both are whole seconds: one more, so as not to come a moment too early.
  return reset === undefined ? undefined : Math.max(0, reset * 1000 - (Number.isNaN(server) ? now : server)) + 1000;
}

const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;

/** What happened and what to do, for people. */
export function limitWords({ kind, wait }: RateLimit, now: number = Date.now()): string {
  const until = wait === undefined ? undefined : new Date(now + wait).toISOString().replace(/\.\d+Z$/, 'Z');
  const then = until === undefined ? 'Run the job again in an hour.' : `Run the job again after ${until}.`;
  return kind === 'primary'
    ? `The calls that this token has in an hour are used up (primary rate limit). ${then}`
    : `Calls came too fast for GitHub (secondary rate limit). ${then}`;
}
