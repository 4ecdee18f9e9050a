import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { type Answers, askSteadily } from '../../cluster/traffic/http-client.ts';
import { failureSentence } from '../../cluster/traffic/traffic.ts';

/** Asks until so many answers or failures have come. */
async function asked(status: readonly number[], connections: 'kept' | 'new') {
  const sockets = new Set<unknown>();
  let next = 0;
  const server = createServer((request, response) => {
    sockets.add(request.socket);
    const code = status[next++] ?? 200;
    if (code === 0) request.socket.destroy();
    else response.writeHead(code).end('yes');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = new AbortController();
  const heard: string[] = [];
  const hear = (what: string) => {
    heard.push(what);
    if (heard.length === status.length) stop.abort();
  };
  const answers: Answers = { answered: hear, failed: hear };
  await askSteadily(`127.0.0.1:${port}`, { connections, every: 1, answers }, stop.signal);
  server.close();
  return { heard, sockets: sockets.size };
}

describe('a client under load', () => {
  it('keeps one connection, or makes a new one for each request', async () => {
    expect(await asked([200, 200, 200], 'kept')).toEqual({ heard: ['yes', 'yes', 'yes'], sockets: 1 });
    expect(await asked([200, 200, 200], 'new')).toEqual({ heard: ['yes', 'yes', 'yes'], sockets: 3 });
  });

  it('calls everything but a 200 a failure, and tries nothing again', async () => {
    const { heard } = await asked([200, 503, 0, 200], 'kept');
    expect(heard).toEqual([
      'yes',
      'kept connection: answered 503, wanted 200',
      expect.stringMatching(/^kept connection: (socket hang up|read ECONNRESET)$/),
      'yes',
    ]);
  });

  it('is counted by kind of failure, for people', () => {
    const failures = ['a', 'b', 'a'].map((reason, at) => ({ reason, at }));
    expect(failureSentence({ answered: 7, failures })).toBe(
      '3 of 10 requests failed: 2 × a (first at 1970-01-01T00:00:00.000Z); 1 × b (first at 1970-01-01T00:00:00.001Z)',
    );
  });
});
