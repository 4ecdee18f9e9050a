import { createServer } from 'node:net';

/** Below the ports that systems hand to clients (32768 and up on Linux, 49152 and up elsewhere): a port from there could become some
 *  connection's own before the container that was told it listens. */
const FIRST = 20_000;
const COUNT = 10_000;

/** Where the search goes on: no port is given out twice before all others were. Rehearsals at the same time begin apart. */
let next = (process.pid * 97) % COUNT;

/** A port of this machine on which nobody listens. Another program may take it before it is used: then the container that got it
 *  fails, says so in its log, and gets another with its restart. */
export const freePort = async (): Promise<number> => {
  for (let looked = 0; looked < COUNT; looked += 1) {
    const port = FIRST + next;
    next = (next + 1) % COUNT;
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${FIRST} to ${FIRST + COUNT - 1} is free on 127.0.0.1.`);
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
