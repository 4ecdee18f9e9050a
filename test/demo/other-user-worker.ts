import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Experience } from './other-users.ts';

/** A user who does what users do, while others attack: creates an agent, runs it, looks at its list. */
class User {
  readonly #url: string;
  readonly #key: string;
  readonly #times: number[] = [];
  readonly #failures: string[] = [];
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
    this.#done = this.#live();
  }

  async stop(): Promise<Experience> {
    this.#stop.abort();
    await this.#done;
    const sorted = this.#times.toSorted((one, other) => one - other);
    const p99 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0;
    return { requests: sorted.length, failures: this.#failures, p99 };
  }

  async #live(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const agent = await this.#ask('POST', '/agents', { name: 'other', instructions: 'shout' });
      const id = typeof agent === 'object' && agent !== null && 'id' in agent ? String(agent.id) : '0'.repeat(32);
      for (let number = 0; number < 5; number += 1) {
        await this.#ask('POST', `/agents/${id}/executions`, { input: 'hello' });
        await this.#ask('GET', '/agents?limit=10');
        await delay(40, undefined, { signal: this.#stop.signal }).catch(() => {});
      }
      await this.#ask('DELETE', `/agents/${id}`);
    }
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const began = performance.now();
    try {
      const answer = await fetch(`${this.#url}${path}`, {
        method,
        headers: { 'X-API-Key': this.#key, 'Content-Type': 'application/json' },
        signal: AbortSignal.timeout(10_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (answer.status >= 400) this.#failures.push(`${method} ${path} ${answer.status}`);
      return text === '' ? undefined : JSON.parse(text);
    } catch (error) {
      this.#failures.push(`${method} ${path}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    } finally {
      this.#times.push(performance.now() - began);
    }
  }
}

const { url, key }: { url: string; key: string } = workerData;
const user = new User(url, key);
parentPort?.once('message', async () => parentPort?.postMessage(await user.stop()));
