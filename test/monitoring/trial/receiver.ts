import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fieldsOf, listOf } from '../../../manifests-src/rules/read/fields.ts';
import { must } from '../../demo/check.ts';

/** Hears what Alertmanager tells: `pages HighErrorRate production ai-agent-api`. */
export class Receiver {
  readonly heard = new Set<string>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const told = fieldsOf(JSON.parse(Buffer.concat(chunks).toString()));
        for (const alert of listOf(told['alerts'])) {
          const { status, labels } = fieldsOf(alert);
          const { alertname, tier, service } = fieldsOf(labels);
          if (status === 'firing')
            this.heard.add(
              [request.url?.slice(1), alertname, tier, service].filter((each) => each !== undefined).join(' '),
            );
        }
        response.end();
      });
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  url(name: string): string {
    const address = this.#server.address() satisfies AddressInfo | string | null;
    must(address !== null && typeof address === 'object', 'The receiver does not listen.');
    return `http://127.0.0.1:${address.port}/${name}`;
  }

  /** Waits until all of these were heard. */
  async hears(wanted: readonly string[], until: AbortSignal): Promise<void> {
    for (;;) {
      const missing = wanted.filter((each) => !this.heard.has(each));
      if (missing.length === 0) return;
      must(!until.aborted, `Not heard in time: ${missing.join('; ')}. Heard: ${[...this.heard].join('; ')}`);
      await delay(200);
    }
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    const ended = once(this.#server, 'close');
    this.#server.close();
    await ended;
  }
}
