import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { must } from '../../demo/check.ts';

/** How long it takes to say who somebody is. */
const LATE = 1500;

/** An API whose store is down: it still knows its users, late, and has no agents for anybody. */
export class BrokenApi {
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      if (request.url === '/me') setTimeout(() => response.end('{"user": "ada", "sessions": 0}'), LATE);
      else response.writeHead(503).end('{"detail": "The store of agents does not answer; try again."}');
    });
  }

  static async start(): Promise<BrokenApi> {
    const api = new BrokenApi();
    api.#server.listen(0, '127.0.0.1');
    await once(api.#server, 'listening');
    return api;
  }

  get url(): string {
    const address = this.#server.address();
    must(address !== null && typeof address === 'object', 'The broken API does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
