import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listenOnLoopback } from '../../../../rehearsal/network/loopback.ts';
import { type Network, startNetwork } from '../../../../rehearsal/network/network.ts';

const run = promisify(execFile);
let folder = '';
let network: Network;
const logged: string[] = [];
const refused: string[] = [];

/** A request as a job makes it: another process, whose only knowledge of the rehearsal is its environment. */
const fetchText = async (url: string): Promise<string> => {
  const script = `fetch(${JSON.stringify(url)}).then(async r => console.log(r.status, await r.text()), e => console.log(String(e.cause ?? e)))`;
  const { stdout } = await run(process.execPath, ['-e', script], {
    env: { ...network.environment, NODE_USE_ENV_PROXY: '1' },
  });
  return stdout.trim();
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'network-'));
  network = await startNetwork({
    folder,
    log: (line) => logged.push(line),
    refuse: ({ message }) => refused.push(message),
  });
  await network.serve(['registry.example', 'auth.example'], (request, response) => {
    response.end(`${request.headers.host}${request.url}`);
  });
});
afterAll(async () => {
  await network.close();
  await rm(folder, { recursive: true });
});

describe('the network of a rehearsal', () => {
  it('serves a host under its own name and a certificate that the job trusts', async () => {
    expect(await fetchText('https://registry.example/v2/')).toBe('200 registry.example/v2/');
    expect(await fetchText('https://auth.example/token')).toBe('200 auth.example/token');
  });

  it('refuses every other host and says which', async () => {
    expect(await fetchText('https://pypi.example/simple')).toMatch(/^Error/);
    expect(network.refusals).toContain('pypi.example:443');
    expect(logged.at(-1)).toMatch(
      /pypi\.example:443 was refused\. Hosts it stands in for: auth\.example:443, registry/,
    );
    expect(refused.at(-1)).toMatch(/^a connection to pypi\.example:443 is not rehearsed; hosts it stands in for: auth/);
  });

  it('goes on where somebody looks for the metadata server of a cloud that GitHub does not run in', async () => {
    const before = refused.length;
    expect(await fetchText('https://metadata.google.internal/')).toMatch(/^Error/);
    expect(refused).toHaveLength(before);
  });

  it('refuses plain HTTP to other machines', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(network.environment['HTTP_PROXY'] ?? '');
      get({ hostname, port, path: 'http://metadata.example/token' }, (response) => {
        let body = `${response.statusCode} `;
        response.on('data', (part) => {
          body += part;
        });
        response.on('end', () => resolve(body));
      }).on('error', reject);
    });
    expect(answer).toContain('403 The rehearsal has no network: a connection to metadata.example was refused');
  });

  it('reaches servers on this machine without the proxy', async () => {
    const server = await listenOnLoopback(createServer((_, response) => response.end('here')));
    expect(await fetchText(`http://127.0.0.1:${server.port}/`)).toBe('200 here');
    await server.close();
  });

  it('is not trusted by a client that was not told', async () => {
    const port = await network.serve(['other.example'], (_, response) => response.end());
    await expect(fetch(`https://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
  });
});

describe('a loopback server', () => {
  it('closes although a client keeps its connection open', async () => {
    const server = await listenOnLoopback(createServer((_, response) => response.write('…')));
    const reset = new Promise((resolve) => {
      get(`http://127.0.0.1:${server.port}/`, (response) => {
        response.on('error', resolve).on('close', resolve).resume();
        void server.close();
      }).on('error', resolve);
    });
    await reset;
    await server.close();
    await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow();
  });
});
