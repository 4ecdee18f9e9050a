/** How one try of a call ended, as far as trying again is concerned. */
export type Try =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter: string | undefined }
  | { readonly kind: 'broken' };

/** Tries in all: about half a minute of waiting, so that a restarting API server is survived. */
const TRIES = 6;
const SHORTEST = 500;
const LONGEST = 8_000;
const RETRIED: readonly number[] = [429, 500, 502, 503, 504];

/** Milliseconds until the next try, or `undefined` when there is none. Reads and server-side apply may be repeated freely.
 *  `random` in [0, 1) spreads clients that were thrown out together.
 *  @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/ */
export function retryDelay(tried: Try, tries: number, random: number): number | undefined {
  if (tries >= TRIES || (tried.kind === 'answer' && !RETRIED.includes(tried.status))) return undefined;
  if (tried.kind === 'answer' && tried.retryAfter !== undefined) {
    const seconds = Number(tried.retryAfter);
    if (Number.isFinite(seconds) && seconds >= 0) return Math.min(seconds * 1000, 30_000);
  }
  return backoff(tries, random);
}

/** Full jitter between nothing and a doubling bound, never less than a tenth of a second. */
export const backoff = (tries: number, random: number): number =>
  Math.max(100, Math.round(random * Math.min(LONGEST, SHORTEST * 2 ** tries)));
