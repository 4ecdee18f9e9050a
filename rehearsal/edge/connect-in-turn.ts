import { connect, type Socket } from 'node:net';

/** A connection to one of some local ports, tried from `turn` on; `undefined` where none answers. */
export async function connectInTurn(ports: readonly number[], turn: number): Promise<Socket | undefined> {
  const first = ports.length === 0 ? 0 : turn % ports.length;
  for (const port of [...ports.slice(first), ...ports.slice(0, first)]) {
    const socket = await connected(port);
    if (socket !== undefined) return socket;
  }
  return undefined;
}

const connected = (port: number): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
