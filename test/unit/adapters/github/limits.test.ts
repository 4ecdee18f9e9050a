import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { GitHubApi } from '../../../../adapters/github/api.ts';
import { limitWords, rateLimitOf } from '../../../../adapters/github/rate-limit.ts';
import { retryDelay } from '../../../../adapters/github/retry.ts';
import { type Loopback, listenOnLoopback } from '../../../../rehearsal/network/loopback.ts';

const date = 'Sun, 29 Nov 2026 12:00:00 GMT';
const noon = Date.parse(date);
const used = (resetIn: number) => ({
  date,
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': String(noon / 1000 + resetIn),
});
const PRIMARY = 'API rate limit exceeded for installation ID 7.';
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes.';

describe('a refusal of GitHub', () => {
  it("is the hourly limit where that is used up, until GitHub's own clock says", () => {
    const limit = rateLimitOf(403, PRIMARY, used(20), noon + 500_000);
    expect(limit).toEqual({ kind: 'primary', wait: 21_000 });
    expect(rateLimitOf(429, 'no', used(0), 0)).toEqual({ kind: 'primary', wait: 1_000 });
    expect(rateLimitOf(403, PRIMARY, { ...used(20), date: undefined }, noon + 5_000)?.wait).toBe(16_000);
    expect(rateLimitOf(403, PRIMARY, used(-100), noon)?.wait).toBe(1_000);
    expect(rateLimitOf(403, PRIMARY, {})).toEqual({ kind: 'primary', wait: undefined });
  });

  it('is the limit against haste where it says so, for as long as it asks and a minute at least', () => {
    expect(rateLimitOf(403, SECONDARY, { ...used(20), 'retry-after': '7' })).toEqual({
      kind: 'secondary',
      wait: 7_000,
    });
    expect(rateLimitOf(403, SECONDARY, used(20))).toEqual({ kind: 'secondary', wait: 60_000 });
    expect(rateLimitOf(429, '', {})).toEqual({ kind: 'secondary', wait: 60_000 });
    expect(rateLimitOf(403, '', { 'retry-after': '7' })?.kind).toBe('secondary');
    expect(rateLimitOf(429, '', { 'retry-after': '-1' })?.wait).toBe(60_000);
  });

  it('is none where a right is missing or GitHub has trouble', () => {
    const left = { 'x-ratelimit-remaining': '10', 'x-ratelimit-reset': '1' };
    expect(rateLimitOf(403, 'Resource not accessible by integration', left)).toBeUndefined();
    expect(rateLimitOf(404, PRIMARY, used(1))).toBeUndefined();
    expect(rateLimitOf(500, PRIMARY, used(1))).toBeUndefined();
  });

  it('is waited for up to a minute, even for something new, and said when it is longer', () => {
    const delay = (wait: number | undefined) =>
      retryDelay({ status: 403, limit: { kind: 'primary', wait } }, 'never', 1);
    expect([delay(61_000), delay(61_001), delay(undefined)]).toEqual([61_000, undefined, undefined]);
    expect(retryDelay({ status: 403, limit: { kind: 'primary', wait: 1 } }, 'never', 4)).toBeUndefined();
    expect(limitWords({ kind: 'primary', wait: 1_800_000 }, noon)).toBe(
      'The calls that this token has in an hour are used up (primary rate limit). Run the job again after 2026-11-29T12:30:00Z.',
    );
    expect(limitWords({ kind: 'secondary', wait: undefined })).toMatch(/too fast.*secondary rate limit.*in an hour/);
  });
});

const servers: Loopback[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

describe('the calls of a step', () => {
  const SHORT = { call: 60, total: 200 };
  /** For what is no question of time. */
  const LONG = { call: 60_000, total: 200_000 };
  const serve = async (answer: Parameters<typeof createServer>[1], deadlines = LONG) => {
    const server = await listenOnLoopback(createServer(answer));
    servers.push(server);
    const waits: number[] = [];
    const api = new GitHubApi({
      apiUrl: `http://127.0.0.1:${server.port}`,
      repository: { owner: 'acme', name: 'shop' },
      token: 't',
      wait: async (milliseconds) => waits.push(milliseconds),
      deadlines,
    });
    return { api, waits };
  };
  const read = (api: GitHubApi) => api.call('GET /x', {}, { repeat: 'on-trouble' });

  it('end in bounded time when GitHub never answers, and when its answer never ends', async () => {
    const silent = await serve(() => undefined, SHORT);
    const begun = performance.now();
    await expect(read(silent.api)).rejects.toThrow(/got no answer: there was none within 0\.06 s\. Check that GitHub/);
    // A pause of a second is longer than what is left.
    expect(silent.waits).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(5_000);
    const endless = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"a":');
    }, SHORT);
    await expect(read(endless.api)).rejects.toThrow(/got no answer: there was none within/);
  });

  it('take an answer that broke off for none', async () => {
    const { api } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"a":', () => response.destroy());
    });
    await expect(read(api)).rejects.toThrow(/got no answer: it broke off/);
  });

  it('tell which limit it is, which right is missing, and nothing that can act', async () => {
    const refuse = async (message: string, headers: Record<string, string>) => {
      const { api } = await serve((_, response) =>
        response.writeHead(403, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ message })),
      );
      return read(api).then(
        () => '',
        (error: Error) => error.message,
      );
    };
    const reset = Math.ceil(Date.now() / 1000) + 3600;
    const limited = await refuse(PRIMARY, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) });
    expect(limited).toMatch(/403: API rate limit exceeded .*primary rate limit.*again after 20\d\d-/);
    expect(limited).not.toContain('permissions');
    expect(await refuse('Resource not accessible', { 'x-accepted-github-permissions': 'deployments=write' })).toMatch(
      /gives the token the right "deployments=write"/,
    );
    expect(await refuse('\n\u001b[31mno\u202e password=hunter2\n::stop-commands::x', {})).toMatch(
      /403: no password=\*\*\*\. Check/,
    );
  });
});
