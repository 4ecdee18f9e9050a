/** Whether, and after how many milliseconds, a call is repeated; `undefined` when it is not.
 *  `status` is undefined when the connection broke. `random` in [0, 1) spreads those who were thrown out together. */
export function retryDelay(
  status: number | undefined,
  retryAfter: string | undefined,
  tries: number,
  random: number,
): number | undefined {
  const again = status === undefined || status === 429 || (status >= 500 && status !== 501);
  if (!again || tries >= TRIES) return undefined;
  const seconds = retryAfter === undefined || retryAfter.trim() === '' ? Number.NaN : Number(retryAfter);
  if (Number.isFinite(seconds) && seconds >= 0) return Math.min(seconds * 1000, LONGEST_ASKED);
  return Math.round(SHORTEST * 2 ** (tries - 1) * (0.5 + random / 2));
}

const TRIES = 5;
const SHORTEST = 500;
/** A registry that asks for more is as good as down. */
const LONGEST_ASKED = 30_000;
