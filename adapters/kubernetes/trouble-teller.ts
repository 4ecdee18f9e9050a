import type { Clock } from '../../engine/rollout/clock.ts';

/** Many calls may stumble over one server at the same time. */
const SAME_TROUBLE = 5_000;

/** Says what is tried again while it is tried, and each trouble once in a while only. */
export class TroubleTeller {
  readonly #say: (line: string) => void;
  readonly #clock: Clock;
  readonly #said = new Map<string, number>();

  constructor(say: (line: string) => void, clock: Clock) {
    this.#say = say;
    this.#clock = clock;
  }

  /** @param next which try comes, @param left milliseconds for which it is tried */
  again(failure: Error, next: number, left: number): void {
    const what = failure.message.replace(/\.$/, '');
    this.#once(what, `${what}, trying again (try ${next}, for up to ${Math.ceil(left / 1000)} s).`);
  }

  /** A call that is neither answered nor given up. */
  waiting(what: string, seconds: number): void {
    this.#once(what, `${what} for ${seconds} s; still waiting.`);
  }

  #once(trouble: string, line: string): void {
    const now = this.#clock.now();
    if (now - (this.#said.get(trouble) ?? Number.NEGATIVE_INFINITY) < SAME_TROUBLE) return;
    this.#said.set(trouble, now);
    this.#say(line);
  }
}
