import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a registry says: its own answer, that answer but not yet, or a status without anything. */
export type Answer = 'pass' | 'wait' | 404 | 503;

export interface RegistryDoor {
  /** `host:port`, plain HTTP. */
  readonly address: string;
  /** Requests that did not pass. */
  readonly refused: () => number;
  close(): Promise<void>;
}

/** A door in front of a registry that lets requests pass or not, by seconds since the first one. */
export async function registryDoor(registry: string, answer: (seconds: number) => Answer): Promise<RegistryDoor> {
  let first: number | undefined;
  let refused = 0;
  const server = createServer(async (request, response) => {
    first ??= performance.now();
    const began = first;
    const now = (): Answer => answer((performance.now() - began) / 1000);
    let said = now();
    for (; said === 'wait'; said = now()) await sleep(250);
    if (said !== 'pass') {
      refused += 1;
      response.writeHead(said).end();
      return;
    }
    const { accept } = request.headers;
    try {
      const found = await fetch(`http://${registry}${request.url ?? '/'}`, {
        method: request.method ?? 'GET',
        headers: accept === undefined ? {} : { accept },
      });
      const names = ['content-type', 'content-length', 'docker-content-digest'];
      response.writeHead(
        found.status,
        Object.fromEntries(names.map((name) => [name, found.headers.get(name) ?? undefined])),
      );
      response.end(Buffer.from(await found.arrayBuffer()));
    } catch {
      response.writeHead(502).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    refused: () => refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
