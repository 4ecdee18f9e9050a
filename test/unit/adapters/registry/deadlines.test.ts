import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { askedSeconds, isTrouble, retryDelay } from '../../../../adapters/http/retry.ts';
import { OciRegistry } from '../../../../adapters/registry/oci-registry.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { parseTag } from '../../../../domain/tag.ts';
import { type Loopback, listenOnLoopback } from '../../../../rehearsal/network/loopback.ts';

const servers: Loopback[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
const serve = async (answer: Parameters<typeof createServer>[1]) => {
  const server = await listenOnLoopback(createServer(answer));
  servers.push(server);
  const waits: number[] = [];
  const registry = new OciRegistry({
    credentials: async () => undefined,
    wait: async (milliseconds) => waits.push(milliseconds),
    random: () => 1,
    deadlines: { call: 60, total: 2_900 },
  });
  return { repository: `127.0.0.1:${server.port}/app/api`, registry, waits };
};

describe('the calls to a registry', () => {
  it('end in bounded time when it never answers', async () => {
    const { repository, registry, waits } = await serve(() => undefined);
    const begun = performance.now();
    await expect(registry.resolve(repository, parseTag('v1'))).rejects.toThrow(
      /got no answer: there was none within 0\.06 s\. Check that 127/,
    );
    // A fourth pause, of four seconds, is longer than what is left.
    expect(waits).toEqual([500, 1000, 2000]);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('end in bounded time when its answer never ends', async () => {
    const { repository, registry } = await serve((_, response) => {
      response.writeHead(200);
      response.write('x');
    });
    await expect(registry.blob({ repository, digest: digestOf('x') })).rejects.toThrow(/there was none within/);
  });

  it('say whose limit it is and until when, in its own words made harmless', async () => {
    const { repository, registry, waits } = await serve((_, response) =>
      response
        .writeHead(429, { 'retry-after': '3600' })
        .end('{"errors":[{"code":"TOOMANYREQUESTS","message":"pull limit\\n::stop-commands::x\\u001b[2J"}]}'),
    );
    await expect(registry.manifest({ repository, digest: digestOf('x') })).rejects.toThrow(
      /429 \(TOOMANYREQUESTS: pull limit ::stop-commands::x\)\. This is the registry's limit .*again in 3600 s\./,
    );
    expect(waits).toEqual([]);
  });
});

describe('a registry that stumbles', () => {
  it('is asked again five times, in growing pauses, or when it says', () => {
    expect([1, 2, 4].map((tries) => retryDelay(503, undefined, tries, 0))).toEqual([250, 500, 2000]);
    expect([0, 60, 61].map((asked) => retryDelay(429, asked, 1, 0))).toEqual([0, 60_000, undefined]);
    expect(retryDelay(503, 1, 5, 0)).toBeUndefined();
    expect(retryDelay(404, 1, 1, 0)).toBeUndefined();
    expect([undefined, 429, 499, 500, 501, 502].map(isTrouble)).toEqual([true, true, false, true, false, true]);
  });

  it('may name a time in seconds or as a date, and nothing else', () => {
    const now = Date.parse('2026-11-29T12:00:00Z');
    const said = [
      '7',
      ' 7 ',
      'Sun, 29 Nov 2026 12:00:30 GMT',
      'Sun, 29 Nov 2026 13:00:00 GMT',
      'Sun, 29 Nov 2026 11:00:00 GMT',
      '',
      '-7',
      'soon',
    ];
    expect(said.map((text) => askedSeconds(text, now))).toEqual([7, 7, 30, 3600, 0, undefined, undefined, undefined]);
    expect(askedSeconds(undefined)).toBeUndefined();
  });
});
