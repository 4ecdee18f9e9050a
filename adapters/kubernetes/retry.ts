import { type ConnectionCause, isLasting } from './connection-cause.ts';

/** How one try of a call ended, as far as trying again is concerned. */
export type Try =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter: string | undefined }
  | { readonly kind: 'broken'; readonly cause?: ConnectionCause };

/** How long a call is tried again, so that an API server that is away for less is survived. The last try may take its time. */
export const PATIENCE = 60_000;
const SHORTEST = 500;
const LONGEST = 8_000;
/** Longest wait that a server can ask for. */
const LONGEST_ASKED = 30_000;
const RETRIED: readonly number[] = [429, 500, 502, 503, 504];

export interface Tried {
  readonly tries: number;
  /** Milliseconds since the first try began. */
  readonly elapsed: number;
  /** Milliseconds since the epoch, for a date in `Retry-After`. */
  readonly now: number;
  /** In [0, 1): spreads clients that were thrown out together. */
  readonly random: number;
  /** Whether this server has answered anything before: then what is refused now is a restart. */
  readonly met?: boolean;
}

/** Milliseconds until the next try, or `undefined` when there is none. Reads, reviews and server-side apply may be repeated
 *  freely. @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/ */
export function retryDelay(tried: Try, { tries, elapsed, now, random, met = false }: Tried): number | undefined {
  if (tried.kind === 'broken' && isLasting(tried.cause ?? 'passing', tries, met)) return undefined;
  if (elapsed >= PATIENCE || (tried.kind === 'answer' && !RETRIED.includes(tried.status))) return undefined;
  const asked = tried.kind === 'answer' ? askedDelay(tried.retryAfter, now) : undefined;
  return asked === undefined ? backoff(tries, random) : Math.max(100, Math.min(asked, LONGEST_ASKED));
}

/** Seconds or a date. @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
export function askedDelay(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined || retryAfter.trim() === '') return undefined;
  const seconds = Number(retryAfter);
  if (Number.isFinite(seconds)) return seconds < 0 ? undefined : seconds * 1000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Full jitter between nothing and a doubling bound, never less than a tenth of a second. */
export const backoff = (tries: number, random: number): number =>
  Math.max(100, Math.round(random * Math.min(LONGEST, SHORTEST * 2 ** tries)));
