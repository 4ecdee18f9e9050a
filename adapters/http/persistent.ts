import { setTimeout } from 'node:timers/promises';
import { type Deadlines, Patience } from '../patience.ts';
import { type Answer, Http } from './http.ts';
import { askedSeconds, isTrouble, retryDelay } from './retry.ts';

/** How long somebody is asked again, and in which pauses. */
export interface Pace {
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  readonly random?: () => number;
  readonly deadlines?: Deadlines;
}

/** There was no answer: `status` is undefined, as nobody said any. */
export interface NoAnswer extends Error {
  readonly status: number | undefined;
}

/** `never` for calls that begin something anew each time. */
export type Repeat = 'on-trouble' | 'never';

/** Asks one server again while it is in trouble, in growing pauses or when it says, and never for ever: the one loop around all that is
 *  asked by plain HTTP. */
export class Persistent {
  /** Single calls, none of which takes longer than there is patience left. */
  readonly http: Http;
  readonly #patience: Patience;
  readonly #wait: (milliseconds: number) => Promise<unknown>;
  readonly #random: () => number;

  /** @param deadlines those that hold where the pace names none */
  constructor({ wait, random, deadlines: given }: Pace, deadlines: Deadlines) {
    this.#patience = new Patience(given ?? deadlines);
    this.http = new Http(() => this.#patience.next());
    this.#wait = wait ?? setTimeout;
    this.#random = random ?? Math.random;
  }

  /** Sends until there is an answer other than "later". @throws what was returned instead of an answer, when nobody asks again */
  async ask(send: () => Promise<Answer | NoAnswer>, repeat: Repeat): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const outcome = await this.#patience.tried(send, ({ status }) => isTrouble(status));
      const delay = repeat === 'never' ? undefined : this.#delay(outcome, tries);
      if (delay !== undefined && delay <= this.#patience.left()) await this.#wait(delay);
      else if (outcome instanceof Error) throw outcome;
      else return outcome;
    }
  }

  #delay(outcome: Answer | NoAnswer, tries: number): number | undefined {
    const asked = outcome instanceof Error ? undefined : askedSeconds(outcome.header('retry-after'));
    return retryDelay(outcome.status, asked, tries, this.#random());
  }
}
