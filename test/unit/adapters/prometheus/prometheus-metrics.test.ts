import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { prometheusMetrics } from '../../../../adapters/prometheus/prometheus-metrics.ts';
import type { MeasuredSide } from '../../../../domain/query-template.ts';
import { MetricRefused } from '../../../../engine/rollout/ports/metrics.ts';
import { createVirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';
import { certificateAuthority } from '../../../../rehearsal/network/certificate-authority.ts';

const QUERIES = { value: 'errors{pod=~"{{pods}}"}', samples: 'requests{pod=~"{{pods}}"}' };
const canary: MeasuredSide = {
  version: 'canary',
  namespace: 'shop',
  deployment: 'api-canary',
  pods: 'api-canary-[a-z0-9]{5}',
};
const number = (value?: string) => ({
  status: 'success',
  data: { resultType: 'vector', result: value === undefined ? [] : [{ metric: {}, value: [1_795_600_000, value] }] },
});
const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Asked {
  readonly line: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly form: Readonly<Record<string, string>>;
}

/** A server that answers each query, and remembers what it was asked. */
async function serving(answer: (query: string, response: http.ServerResponse) => void, server = http.createServer()) {
  const asked: Asked[] = [];
  server.on('request', (request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(body));
      asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, form });
      answer(form['query'] ?? '', response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const clock = createVirtualClock(Date.UTC(2026, 10, 23, 12));
const { signal } = new AbortController();
const metricsAt = (url: string, token = '') => prometheusMetrics(QUERIES, { url, token: async () => token }, clock);
const answering = (value: string | undefined, samples: string | undefined) =>
  serving((query, response) => response.end(JSON.stringify(number(query.startsWith('errors') ? value : samples))));

describe('a measure from Prometheus', () => {
  it('is asked for as two forms, below the path of the server, with the token as bearer', async () => {
    const { host, asked } = await answering('0.02', '120.5');
    expect(
      await metricsAt(`http://${host}/v1/projects/p/location/global/prometheus/`, 's3cret').read(canary, signal),
    ).toEqual({
      value: 0.02,
      samples: 120.5,
    });
    expect(
      asked.map(({ form }) => form).toSorted((a, b) => (a['query'] ?? '').localeCompare(b['query'] ?? '')),
    ).toEqual([
      { query: 'errors{pod=~"api-canary-[a-z0-9]{5}"}', timeout: '10s' },
      { query: 'requests{pod=~"api-canary-[a-z0-9]{5}"}', timeout: '10s' },
    ]);
    for (const { line, headers } of asked) {
      expect(line).toBe('POST /v1/projects/p/location/global/prometheus/api/v1/query');
      expect(headers.authorization).toBe('Bearer s3cret');
      expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    }
  });

  it('has no header of authorization without a token', async () => {
    const { host, asked } = await answering('1', '1');
    await metricsAt(`http://${host}`).read(canary, signal);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  it.each([
    [undefined, undefined, { value: Number.NaN, samples: 0 }],
    ['NaN', 'NaN', { value: Number.NaN, samples: 0 }],
    [undefined, '70', { value: Number.NaN, samples: 70 }],
  ])('of %j errors and %j requests is %j', async (value, samples, reading) => {
    const { host } = await answering(value, samples);
    expect(await metricsAt(`http://${host}`).read(canary, signal)).toEqual(reading);
  });

  it('is refused with who was asked, for what and what came', async () => {
    const { host } = await serving((query, response) => {
      response.statusCode = query.startsWith('errors') ? 400 : 200;
      const error = { status: 'error', errorType: 'bad_data', error: 'parse error' };
      response.end(JSON.stringify(query.startsWith('errors') ? error : number('1')));
    });
    const read = metricsAt(`http://${host}`).read(canary, signal);
    await expect(read).rejects.toThrow(MetricRefused);
    await expect(read).rejects.toThrow(
      `${host} was asked for the value of the canary version, and it answers HTTP 400 (bad_data: parse error).`,
    );
  });

  it('never repeats the token, even where the server does', async () => {
    const { host } = await serving((_, response) => {
      response.statusCode = 401;
      response.end(JSON.stringify({ error: 'invalid token "s3cret"' }));
    });
    const read = metricsAt(`http://${host}`, 's3cret').read(canary, signal);
    await expect(read).rejects.toThrow('HTTP 401 (invalid token "***")');
  });

  it('ends after ten seconds without an answer', async () => {
    const arrived: (() => void)[] = [];
    const all = new Promise<void>((resolve) => arrived.push(resolve));
    let open = 0;
    const { host } = await serving((_, response) => {
      // A head alone is no answer.
      response.flushHeaders();
      if (++open === 2) for (const each of arrived) each();
    });
    const read = metricsAt(`http://${host}`).read(canary, signal);
    const ended = expect(read).rejects.toThrow('there is no answer within 10 s.');
    await all;
    clock.advance(10_000);
    await ended;
  });

  it('ends when nobody waits for it any more', async () => {
    const abort = new AbortController();
    const { host } = await serving(() => abort.abort());
    await expect(metricsAt(`http://${host}`).read(canary, abort.signal)).rejects.toThrow('aborted');
  });

  it.each([
    ['too long', (response: http.ServerResponse) => response.end('x'.repeat(1_000_001)), 'longer than 1000000 bytes'],
    ['cut off', (response: http.ServerResponse) => response.socket?.destroy(), 'socket hang up'],
    [
      'cut off in the middle',
      (response: http.ServerResponse) => {
        response.writeHead(200, { 'Content-Length': '100' });
        response.write('{"status":', () => response.socket?.destroy());
      },
      'aborted',
    ],
  ])('has no reading from an answer that is %s', async (_, answer, says) => {
    const { host } = await serving((__, response) => void answer(response));
    const read = metricsAt(`http://${host}`).read(canary, signal);
    await expect(read).rejects.toThrow(says);
    await expect(read).rejects.not.toThrow(MetricRefused);
  });

  it('has none where nobody listens', async () => {
    await expect(metricsAt('http://127.0.0.1:1').read(canary, signal)).rejects.toThrow('ECONNREFUSED');
  });

  it('has none from a server whose certificate nobody vouches for, and says what to do', async () => {
    const authority = await certificateAuthority();
    const { key, certificate } = await authority.issue(['127.0.0.1']);
    const { host } = await serving((_, response) => response.end(), https.createServer({ key, cert: certificate }));
    await expect(metricsAt(`https://${host}`).read(canary, signal)).rejects.toThrow(
      /its certificate is not trusted \(.+\); name the file of its authority in NODE_EXTRA_CA_CERTS/,
    );
  });
});
