import type { WatchEvent } from '../../engine/rollout/cluster.ts';
import type { ApiClient } from './api-client.ts';

/** A connection that takes longer is worth a word; the sight of the whole decides what it means. */
const NOTICED = 5_000;

/** The time in which one watch sees nothing, between two connections. Told when it lasts, with its beginning; a short one is nobody's
 *  business. */
export class Gap {
  readonly #client: ApiClient;
  readonly #listener: (event: WatchEvent) => void;
  readonly #signal: AbortSignal;
  #since: number | undefined;
  #stop = () => {};

  constructor(client: ApiClient, listener: (event: WatchEvent) => void, signal: AbortSignal) {
    this.#client = client;
    this.#listener = listener;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.end(), { once: true });
  }

  /** @param since when something was seen last, where that is before now */
  begin(since = this.#client.clock.now()): void {
    if (this.#since !== undefined || this.#signal.aborted) return;
    this.#since = since;
    this.#stop = this.#client.clock.after(NOTICED, () =>
      this.lost(`${this.#client.connection.server} has given no answer for ${NOTICED / 1000} s`),
    );
  }

  lost(reason: string): void {
    this.#stop();
    if (this.#signal.aborted) return;
    this.#listener({ type: 'lost', reason, ...(this.#since === undefined ? {} : { since: this.#since }) });
  }

  end(): void {
    this.#stop();
    this.#since = undefined;
  }
}
