import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface Experience {
  readonly requests: number;
  /** Answers of 500 and more, and requests without an answer. */
  readonly failures: readonly string[];
  /** Milliseconds. */
  readonly p99: number;
}

/** A user who does what users do, while others attack; on a thread of their own, so that the attacks do not delay what they see. */
export class OtherUser {
  readonly #worker: Worker;

  constructor(url: string, key: string) {
    this.#worker = new Worker(new URL('other-user-worker.ts', import.meta.url), { workerData: { url, key } });
  }

  async stop(): Promise<Experience> {
    const told = once(this.#worker, 'message');
    this.#worker.postMessage('stop');
    const [experience]: [Experience] = await told.then(([one]) => [one]);
    await this.#worker.terminate();
    return experience;
  }
}
