import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line between a browser and a server that can be cut or go silent, as lines do. */
export class Line {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #state: 'whole' | 'cut' | 'silent' = 'whole';

  private constructor(target: number) {
    this.#server = createServer((client) => {
      if (this.#state === 'cut') return void client.destroy();
      const server = connect(target, '127.0.0.1');
      for (const [from, to] of [
        [client, server],
        [server, client],
      ] as const) {
        this.#open.add(from);
        if (this.#state === 'silent') from.pause();
        from.on('error', () => {});
        from.on('data', (chunk) => void to.write(chunk));
        from.on('close', () => {
          this.#open.delete(from);
          to.destroy();
        });
        if (this.#state === 'silent') from.pause();
      }
    });
  }

  static async to(target: number): Promise<Line> {
    const line = new Line(target);
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The line is closed.');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Nothing is open any more, and nothing can be opened. */
  cut(): void {
    this.#state = 'cut';
    for (const socket of this.#open) socket.destroy();
  }

  /** What is open stays open, and nothing comes. */
  silence(): void {
    this.#state = 'silent';
    for (const socket of this.#open) socket.pause();
  }

  /** New connections work again; those that were silent stay so, as those of a node that is gone. */
  mend(): void {
    this.#state = 'whole';
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}
