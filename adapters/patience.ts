/** How long the calls to one server may be in trouble, one after the other and all together, in milliseconds. */
export interface Deadlines {
  /** One try, with its whole answer. */
  readonly call: number;
  /** From the first try that failed: tries and pauses of every call until one succeeds again. */
  readonly total: number;
}

/** Whoever has run out of patience still tries once, for so long: a server that came back is noticed. */
const LAST_TRY = 5_000;

/** Keeps the time of trouble with one server, so that many calls in a row do not each wait as long as one may. */
export class Patience {
  readonly #deadlines: Deadlines;
  readonly #now: () => number;
  #since: number | undefined;

  constructor(deadlines: Deadlines, now: () => number = () => performance.now()) {
    this.#deadlines = deadlines;
    this.#now = now;
  }

  /** Milliseconds that are left for tries and pauses. */
  left(): number {
    const { total } = this.#deadlines;
    return this.#since === undefined ? total : Math.max(0, this.#since + total - this.#now());
  }

  /** Milliseconds that the next try may take. */
  next(): number {
    return Math.min(this.#deadlines.call, Math.max(this.left(), LAST_TRY));
  }

  /** Sends one try, and counts its time from its beginning when `troubled` says so of what came of it. */
  async tried<Outcome>(send: () => Promise<Outcome>, troubled: (outcome: Outcome) => boolean): Promise<Outcome> {
    const begun = this.#now();
    const outcome = await send();
    if (!troubled(outcome)) this.#since = undefined;
    else this.#since ??= begun;
    return outcome;
  }
}

/** Does something that can be stopped, for so many milliseconds. @throws a sentence that says so when they are over */
export async function within<Result>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const abort = new AbortController();
  const late = new Late(`there was none within ${Number((milliseconds / 1000).toPrecision(2))} s`);
  const over = new Promise<never>((_, reject) => {
    abort.signal.addEventListener('abort', () => reject(late));
  });
  const timer = setTimeout(() => abort.abort(late), milliseconds);
  try {
    return await Promise.race([work(abort.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}

/** There was no answer in time. It carries a code, as errors of connections do. */
class Late extends Error {
  override readonly name = 'Late';
  readonly code = 'ETIMEDOUT';
}
