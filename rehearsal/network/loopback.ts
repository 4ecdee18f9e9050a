import type { Server as HttpServer } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A server that listens on 127.0.0.1 at a port the system chose. */
export interface Loopback {
  readonly port: number;
  /** Ends open connections too, so that no test or rehearsal hangs on a client that keeps one alive. Closing twice is harmless. */
  close(): Promise<void>;
}

/** Starts any kind of server on this machine alone; nothing of a rehearsal is reachable from outside. */
export async function listenOnLoopback(server: Server | HttpServer): Promise<Loopback> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  let closed: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      closed ??= new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
      return closed;
    },
  };
}
