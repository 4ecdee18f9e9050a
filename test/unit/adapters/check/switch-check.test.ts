import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { switchCheck } from '../../../../adapters/check/switch-check.ts';
import type { Clock } from '../../../../engine/rollout/clock.ts';

/** Waits between tries pass at once. */
const hasty: Clock = {
  now: () => Date.now(),
  after(_, callback) {
    const timer = setImmediate(callback);
    return () => clearImmediate(timer);
  },
};
const where = { moment: 'before-switch', service: 'api-preview', namespace: 'shop' } as const;
const { signal } = new AbortController();
const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function answering(...statuses: number[]): Promise<{ readonly url: string; readonly asked: () => number }> {
  let asked = 0;
  const server = http.createServer((_, response) => {
    response.statusCode = statuses[Math.min(asked++, statuses.length - 1)] ?? 500;
    response.end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/version`, asked: () => asked };
}

describe('a check of a switch', () => {
  it('is none without a text', () => {
    expect(switchCheck('', hasty)).toBeUndefined();
  });

  it('by URL is good as soon as one of five tries is answered', async () => {
    const { url, asked } = await answering(503, 503, 200);
    expect(await switchCheck(url, hasty)?.run(where, signal)).toEqual({ ok: true });
    expect(asked()).toBe(3);
  });

  it('by URL says what was answered, or that nothing was', async () => {
    const { url, asked } = await answering(500);
    expect(await switchCheck(url, hasty)?.run(where, signal)).toEqual({
      ok: false,
      sentence: `GET ${url} answered 500.`,
    });
    expect(asked()).toBe(5);
    const nobody = await switchCheck('http://127.0.0.1:1/', hasty)?.run(where, signal);
    expect(nobody).toMatchObject({ ok: false, sentence: expect.stringContaining('got no answer: ') });
  });

  it('by command knows what to ask, and is told by its last line', async () => {
    const good = 'test "$SLUICE_MOMENT $SLUICE_SERVICE $SLUICE_NAMESPACE" = "before-switch api-preview shop"';
    expect(await switchCheck(good, hasty)?.run(where, signal)).toEqual({ ok: true });
    expect(await switchCheck('echo first; echo "no database" >&2; exit 3', hasty)?.run(where, signal)).toEqual({
      ok: false,
      sentence: 'It ended with code 3 and said: "no database".',
    });
  });
});
