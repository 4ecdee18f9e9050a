import type { Clock } from '../clock.ts';

/** Messages from several streams in order of arrival, taken by one reader that can also wait for a moment. */
export class Mailbox<Message> {
  readonly #clock: Clock;
  #messages: Message[] = [];
  #wake: (() => void) | undefined;
  #woken = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  push(message: Message): void {
    this.#messages.push(message);
    this.wake();
  }

  /** Ends the reader's wait, or its next one, without a message. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Everything that has arrived; waits for the first message until `deadline` and then gives an empty list. */
  async take(deadline: number): Promise<readonly Message[]> {
    if (this.#messages.length === 0 && !this.#woken) {
      await new Promise<void>((resolve) => {
        const stop = this.#clock.after(Math.max(0, deadline - this.#clock.now()), resolve);
        this.#wake = () => {
          stop();
          resolve();
        };
      });
      this.#wake = undefined;
    }
    this.#woken = false;
    const taken = this.#messages;
    this.#messages = [];
    return taken;
  }
}
