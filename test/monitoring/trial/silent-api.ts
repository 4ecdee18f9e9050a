import { once } from 'node:events';
import { createServer } from 'node:http';
import { must } from '../../demo/check.ts';

/** An API that hangs: it takes every connection and answers nobody, as one does whose node is gone. */
export class SilentApi {
  readonly #server = createServer(() => {});

  static async start(): Promise<SilentApi> {
    const api = new SilentApi();
    api.#server.listen(0, '127.0.0.1');
    await once(api.#server, 'listening');
    return api;
  }

  get url(): string {
    const address = this.#server.address();
    must(address !== null && typeof address === 'object', 'The silent API does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
