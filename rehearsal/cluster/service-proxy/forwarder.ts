import { connect, createServer, type Server, type Socket } from 'node:net';

/** One listening port that forwards to whatever `targets` says at the moment of each connection. */
export interface Forwarder {
  readonly port: number;
  close(): Promise<void>;
}

/** Forwards TCP in turn. A target that refuses is skipped for that connection; when none is left the answer is an HTTP 503 that
 *  says so, because a closed connection would not tell a test what happened. */
export const listenAndForward = async (targets: () => readonly number[], subject: string): Promise<Forwarder> => {
  const sockets = new Set<Socket>();
  let turn = 0;

  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  };
  const forward = (client: Socket, ports: readonly number[]): void => {
    const [port, ...others] = ports;
    if (port === undefined) {
      refuse(client, subject);
      return;
    }
    const target = connect({ port, host: '127.0.0.1' });
    track(target);
    target.once('connect', () => {
      client.pipe(target);
      target.pipe(client);
      client.on('error', () => target.destroy());
      client.on('close', () => target.destroy());
      target.on('close', () => client.destroySoon());
    });
    let connected = false;
    target.once('connect', () => {
      connected = true;
    });
    target.on('error', () => (connected ? client.destroy() : forward(client, others)));
  };
  const server = createServer((client) => {
    track(client);
    client.on('error', () => client.destroy());
    const ports = targets();
    const first = ports.length === 0 ? 0 : turn++ % ports.length;
    forward(client, [...ports.slice(first), ...ports.slice(0, first)]);
  });
  await listening(server);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};

const listening = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });

const refuse = (client: Socket, subject: string): void => {
  const body = `${subject} has no ready endpoint.\n`;
  // Only after the request has come: some clients drop an answer that is there before.
  client.once('data', () =>
    client.end(
      `HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    ),
  );
};
