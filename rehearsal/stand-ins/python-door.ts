import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Python } from '../builder/python.ts';
import type { PythonEnvironments } from '../builder/python-environments.ts';
import { listenOnLoopback } from '../network/loopback.ts';

/** Where a job asks for the environment of a lock file: it may neither reach a package source nor write where environments are kept. */
export interface PythonDoor {
  /** An address that takes a lock file by POST, and answers with the directory of its environment, or with why there is none. */
  address(python: Python): string;
  close(): Promise<void>;
}

export async function openPythonDoor(environments: PythonEnvironments): Promise<PythonDoor> {
  const pythons = new Map<string, Python>();
  const server = createServer(async (request, response) => {
    const python = pythons.get(request.url ?? '');
    if (python === undefined || request.method !== 'POST') return response.writeHead(404).end();
    try {
      const { directory } = await environments.of(python, await buffer(request));
      return response.end(directory);
    } catch (error) {
      return response.writeHead(422).end(error instanceof Error ? error.message : String(error));
    }
  });
  const { port, close } = await listenOnLoopback(server);
  return {
    address(python) {
      const path = `/${randomBytes(16).toString('hex')}`;
      pythons.set(path, python);
      return `http://127.0.0.1:${port}${path}`;
    },
    close,
  };
}

/** A program that asks: prints the directory, or fails with the reason. Arguments: address, lock file. */
export const ASK_FOR_ENVIRONMENT = `import { readFileSync } from 'node:fs';
const [address, file] = process.argv.slice(2);
try {
  const response = await fetch(address, { method: 'POST', body: readFileSync(file) });
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  process.stdout.write(answer + '\\n');
} catch (error) {
  process.stderr.write(error.message + '\\n');
  process.exitCode = 1;
}
`;
