/** Whether whoever was asked could not answer, or not now: it did not say no. `status` is undefined when the connection broke. */
export const isTrouble = (status: number | undefined): boolean =>
  status === undefined || status === 429 || (status >= 500 && status !== 501);

/** Whether, and after how many milliseconds, a call is repeated; `undefined` when it is not. `asked`: seconds that they want
 *  to be left alone. `random` in [0, 1) spreads those who were thrown out together. */
export function retryDelay(
  status: number | undefined,
  asked: number | undefined,
  tries: number,
  random: number,
): number | undefined {
  if (!isTrouble(status) || tries >= TRIES) return undefined;
  if (asked !== undefined) return asked <= LONGEST_ASKED ? asked * 1000 : undefined;
  return Math.round(SHORTEST * 2 ** (tries - 1) * (0.5 + random / 2));
}

/** Seconds of a Retry-After header, which may also be a date.
 *  @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export function askedSeconds(header: string | undefined, now: number = Date.now()): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

const TRIES = 5;
const SHORTEST = 500;
/** Whoever asks for more is not waited for: the step says how long it would be. */
const LONGEST_ASKED = 60;
