import { createServer } from 'node:net';

/** How far from the preferred port a free one is looked for. */
const REACH = 1000;

/** For each name its preferred loopback port if nobody has it, else the next free one that no other name has. Never one that the
 *  system picks: those are the ports of clients too, and one of them would take it before its server is up. */
export async function freePorts<Name extends string>(
  preferred: Readonly<Record<Name, number>>,
): Promise<Record<Name, number>> {
  const chosen = new Map<Name, number>();
  for (const name of Object.keys(preferred) as Name[]) {
    chosen.set(name, await freeFrom(name, preferred[name], new Set(chosen.values())));
  }
  return Object.fromEntries(chosen) as Record<Name, number>;
}

async function freeFrom(name: string, first: number, chosen: ReadonlySet<number>): Promise<number> {
  for (let port = first; port < first + REACH; port += 1) {
    if (!chosen.has(port) && !(await isTaken(port))) return port;
  }
  throw new Error(`No free port on 127.0.0.1 from ${first} to ${first + REACH - 1} for ${name}.`);
}

/** Whether somebody listens on this loopback port. */
export const isTaken = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  });
