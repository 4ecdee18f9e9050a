import { createServer } from 'node:net';

/** Ports given out by this process; the system may offer a port again before its first user listens on it. */
const given = new Set<number>();

/** A port of this machine on which nobody listens. Another program may take it before it is used: then the container that got it
 *  fails, says so in its log, and gets another with its restart. */
export const freePort = async (): Promise<number> => {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = await offered();
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
  throw new Error('No free port was found on 127.0.0.1 in 100 attempts.');
};

const offered = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
