import { createServer } from 'node:net';

const listen = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined));
    });
  });

/** For each name its preferred loopback port if nobody has it, else a free one. */
export async function freePorts<Name extends string>(
  preferred: Readonly<Record<Name, number>>,
): Promise<Record<Name, number>> {
  const chosen: Partial<Record<Name, number>> = {};
  for (const name of Object.keys(preferred) as Name[]) {
    const port = (await listen(preferred[name])) ?? (await listen(0));
    if (port === undefined) throw new Error(`No free port on 127.0.0.1 for ${name}.`);
    chosen[name] = port;
  }
  return chosen as Record<Name, number>;
}

/** Whether somebody listens on this loopback port. */
export const isTaken = async (port: number): Promise<boolean> => (await listen(port)) === undefined;
