/** Pages by which programs say that they are well, those first that say the most. */
const LIVE = ['/health/live', '/livez', '/healthz', '/health', '/ping'];
const READY = ['/health/ready', '/readyz', '/ready'];

/** What a service answers with 200, as its code says it: the first while it works, the second while it can take requests. */
export interface FoundHealth {
  readonly live: string;
  readonly ready: string;
}

/** @param code texts of its files
 *  @returns `undefined` where none of them names such a page */
export function healthOf(code: readonly string[]): FoundHealth | undefined {
  const named = (pages: readonly string[]) =>
    pages.find((page) => code.some((text) => new RegExp(`["'\`]${page}/?["'\`]`).test(text)));
  const [live, ready] = [named(LIVE), named(READY)];
  const either = live ?? ready;
  return either === undefined ? undefined : { live: either, ready: ready ?? either };
}
