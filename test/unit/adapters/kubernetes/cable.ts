import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** TCP between a client and a server, which can be cut so that neither learns of it. New connections work. */
export class Cable {
  readonly #server: Server;
  readonly #pairs: (readonly [Socket, Socket])[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async lay(port: number): Promise<Cable> {
    const server = createServer();
    const cable = new Cable(server);
    server.on('connection', (client: Socket) => {
      const upstream = connect(port, '127.0.0.1');
      for (const socket of [client, upstream]) socket.setNoDelay(true);
      client.on('error', () => upstream.destroy());
      upstream.on('error', () => client.destroy());
      client.pipe(upstream).pipe(client);
      cable.#pairs.push([client, upstream]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return cable;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    for (const [client, upstream] of this.#pairs.splice(0)) {
      client.unpipe(upstream).pause();
      upstream.unpipe(client).pause();
    }
  }

  async close(): Promise<void> {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
    this.#server.unref().close();
  }
}
