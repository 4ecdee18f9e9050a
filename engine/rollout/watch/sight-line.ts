import type { ProgressLog } from '../request.ts';
import type { Sight } from './sight.ts';

type Log = Pick<ProgressLog, 'info'>;

/** Tells people once that nothing can be seen, and once that it can again: what was said before is not said as if it were seen now. */
export class SightLine {
  readonly #log: Log | undefined;
  #darkSince: number | undefined;

  constructor(log: Log | undefined) {
    this.#log = log;
  }

  /** @returns whether what was said before may be said again, because it is seen again */
  tell(sight: Sight, now: number): boolean {
    const dark = sight.darkFor(now);
    const before = this.#darkSince;
    this.#darkSince = dark > 0 ? now - dark : undefined;
    if (dark > 0 && before === undefined)
      this.#log?.info(
        `The cluster has not been seen for ${secondsOf(dark)} s (${sight.reasons.join('; ').replace(/\.$/, '')}). Times of the rollout stand still until it is.`,
      );
    if (dark > 0 || before === undefined) return false;
    this.#log?.info(`The cluster is seen again, after ${secondsOf(now - before)} s that count for nothing.`);
    return true;
  }
}

const secondsOf = (milliseconds: number): number => Math.round(milliseconds / 1000);
