import type { Clock } from '../../engine/rollout/clock.ts';
import { Silent } from './http.ts';

/** A watch on which nothing happens looks like one whose server hangs: after this long without a word the server is asked. */
const QUIET = 10_000;
/** Where nothing has happened for a while, somebody else asks: renewing the Lease is a word every 20 s. Ten minutes stay within a hundred
 *  calls. */
const LONG_QUIET = 21_000;
const WHILE = 20_000;
/** Another call that has no answer for this long is reason enough to ask. */
export const SUSPICIOUS = 2_000;
/** A server that says nothing for this long is not seen. One that answers slowly gets as much more as it took last time. */
const ANSWERED_WITHIN = 5_000;
const LONGEST = 15_000;
/** Without an answer to a question, until the next. */
const ASK_AGAIN = 2_000;

/** What is known of a server's words. Times are milliseconds on our clock. */
export interface Heard {
  /** When it said something last. */
  readonly at: number;
  /** When something happened that was watched. */
  readonly event: number;
  /** When the oldest question was asked that has no answer. */
  readonly asked: number | undefined;
  /** How long its last answer to a question took. */
  readonly took: number;
}

/** What to do next: wait, ask, or give up: nothing could be seen since the last word. */
export type NextLook =
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'ask' }
  | { readonly kind: 'blind'; readonly since: number };

export function nextLook({ at, event, asked, took }: Heard, now: number): NextLook {
  if (asked === undefined) {
    const due = at + (at - event < WHILE ? QUIET : LONG_QUIET);
    return now >= due ? { kind: 'ask' } : { kind: 'wait', until: due };
  }
  const until = asked + Math.min(LONGEST, ANSWERED_WITHIN + took);
  return now >= until ? { kind: 'blind', since: at } : { kind: 'wait', until };
}

/** @param word when the server said something, be it an answer to our question or an event */
export const afterWord = ({ event, asked, took }: Heard, word: number): Heard => ({
  at: word,
  event,
  asked: undefined,
  took: asked === undefined ? took : word - asked,
});

/** A watch that is open. */
export interface OpenWatch {
  /** What the server is asked by: a list of one object, as current as the watch should be. */
  readonly path: string;
  /** Ends it. @param since when the server said something last */
  readonly cut: (silent: Silent, since: number) => void;
}

/** Asks a question. @param sent called when it is on its way: a wait for a connection is not the server's time
 *  @returns whether the server has answered; must not throw */
type Ask = (path: string, signal: AbortSignal, sent: () => void) => Promise<boolean>;

/** Feels whether a server still answers while watches are open, and ends them when it does not: whoever watches then connects again and
 *  goes on from the version that he knows, so that nothing is missed. */
export class Pulse {
  readonly #clock: Clock;
  readonly #ask: Ask;
  readonly #open = new Set<OpenWatch>();
  #heard: Heard;
  #stop = () => {};
  #asking: AbortController | undefined;

  constructor(clock: Clock, ask: Ask) {
    this.#clock = clock;
    this.#ask = ask;
    this.#heard = { at: clock.now(), event: clock.now(), asked: undefined, took: 0 };
  }

  /** The server said something. */
  word(): void {
    this.#heard = afterWord(this.#heard, this.#clock.now());
    if (this.#asking !== undefined) this.#hush();
  }

  /** Something happened that is watched. */
  event(): void {
    this.word();
    this.#heard = { ...this.#heard, event: this.#clock.now() };
  }

  /** A call has no answer yet: asks now, where anything is watched and nothing is asked already. */
  suspect(): void {
    if (this.#open.size === 0 || this.#asking !== undefined) return;
    this.#stop();
    this.#askNow();
  }

  /** @returns a function that says that it is open no more. */
  watch(open: OpenWatch): () => void {
    this.event();
    this.#open.add(open);
    if (this.#open.size === 1) this.#look();
    return () => {
      this.#open.delete(open);
      if (this.#open.size === 0) this.#end();
    };
  }

  #look(): void {
    const now = this.#clock.now();
    const next = nextLook(this.#heard, now);
    switch (next.kind) {
      case 'wait':
        this.#wait(next.until - now);
        return;
      case 'ask':
        if (this.#asking === undefined) this.#askNow();
        else this.#wait(ASK_AGAIN);
        return;
      case 'blind': {
        const silent = new Silent(`no answer within ${Math.round((now - (this.#heard.asked ?? now)) / 1000)} s`);
        this.#asking?.abort(silent);
        for (const { cut } of [...this.#open]) cut(silent, next.since);
        this.#open.clear();
        this.#end();
      }
    }
  }

  #askNow(): void {
    this.#asking = new AbortController();
    void this.#askUntilHeard(this.#asking.signal);
    this.#wait(ASK_AGAIN);
  }

  #wait(milliseconds: number): void {
    this.#stop = this.#clock.after(milliseconds, () => this.#look());
  }

  /** What is still asked needs no answer any more. */
  #hush(): void {
    this.#asking?.abort();
    this.#asking = undefined;
  }

  #end(): void {
    this.#stop();
    this.#hush();
    this.#heard = { ...this.#heard, asked: undefined };
  }

  /** One answer that is lost is no sign yet: the question is asked again before anybody gives up. */
  async #askUntilHeard(signal: AbortSignal): Promise<void> {
    let waiting = 0;
    while (!signal.aborted) {
      const [open] = this.#open;
      if (open === undefined) return;
      if (waiting === 0) {
        waiting++;
        let isSent = false;
        const sent = () => {
          if (!isSent) waiting--;
          isSent = true;
          if (!signal.aborted && this.#heard.asked === undefined)
            this.#heard = { ...this.#heard, asked: this.#clock.now() };
        };
        void this.#ask(open.path, signal, sent).then((isAnswered) => {
          if (isAnswered && !signal.aborted) this.word();
          // What could not even be sent has no answer either.
          else sent();
        });
      }
      await this.#pause(signal);
    }
  }

  #pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#clock.after(ASK_AGAIN, resolve);
      signal.addEventListener('abort', () => {
        stop();
        resolve();
      });
    });
  }
}
