import { gzipSync } from 'node:zlib';
import { must } from '../check.ts';
import { KEYS } from '../ground.ts';
import { ask, RawClient, request } from '../raw-client.ts';
import { type Attack, counted, inParallel } from './attack.ts';

const AS_MALLORY = { 'X-API-Key': KEYS.mallory, 'Content-Type': 'application/json' };
const isRefusal = (status: number | undefined): boolean => status === undefined || (status >= 400 && status < 500);

const post = (port: number, path: string, body: string, headers: Readonly<Record<string, string>> = AS_MALLORY) =>
  ask(port, request(`POST ${path}`, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) }, body));

export const httpAttacks: readonly Attack[] = [
  {
    name: 'P2: 200 MB without a key',
    async run({ api }) {
      const client = new RawClient(api.port);
      await client.send(request('POST /agents', { 'Content-Length': '200000000' }));
      const chunk = Buffer.alloc(1_000_000, 'x');
      for (let sent = 0; sent < 200 && !client.closed; sent += 1) await client.send(chunk);
      await client.until(() => false, 1);
      client.end();
      must(client.status === undefined || client.status === 401, `answered ${client.status}, wanted 401`);
      const announced = await ask(api.port, request('POST /agents', { ...AS_MALLORY, 'Content-Length': '200000000' }));
      must(announced.status === 413, `with a key: ${announced.status}, wanted 413`);
      return `${client.status ?? 'cut off'}; with a key 413`;
    },
  },
  {
    name: 'P4: 5,000 invented methods and paths without a key',
    async run({ api }) {
      await inParallel(50, 10, async (number) => {
        const text = Array.from({ length: 100 }, (_, index) =>
          request(`M${number}X${index} /p${number}-${index}`),
        ).join('');
        await ask(api.port, text);
      });
      const began = performance.now();
      const scraped = await api.metrics();
      const took = performance.now() - began;
      must(scraped.length < 100_000, `/metrics has ${scraped.length} bytes, wanted fewer than 100,000`);
      return `/metrics has ${scraped.length} bytes, in ${Math.round(took)} ms`;
    },
  },
  {
    name: 'P12: texts and names that are none',
    async run({ api }) {
      const bodies = [
        '{"name":"\\ud800","instructions":"shout"}',
        '['.repeat(60_000),
        `{"name":${'9'.repeat(9000)}}`,
        '{',
        '\xff',
        'null',
      ];
      const paths = ['.', '..', '__x__', '%2e%2e', '%00', 'a%2Fb', 'x'.repeat(4000), '%F0%28%8C%BC'];
      const answers = [
        ...(await Promise.all(bodies.map((body) => post(api.port, '/agents', body)))),
        ...(await Promise.all(
          paths.map((path) => ask(api.port, request(`GET /agents/${path}/executions`, AS_MALLORY))),
        )),
        ...(await Promise.all(paths.map((path) => post(api.port, `/agents/${path}/executions`, '{"input":""}')))),
      ].map(({ status }) => status);
      must(
        answers.every((status) => status !== undefined && status >= 400 && status < 500),
        `answers: ${counted(answers)}`,
      );
      return counted(answers);
    },
  },
  {
    name: 'slow heads: 200 connections that never ask',
    async run({ api }) {
      const clients = Array.from({ length: 200 }, () => new RawClient(api.port));
      await Promise.all(clients.map((client) => client.send('GET /agents HTTP/1.1\r\nX: ')));
      await Promise.all(clients.map((client) => client.until(() => false, 14_000)));
      const open = clients.filter(({ closed }) => !closed).length;
      for (const client of clients) client.end();
      must(open === 0, `${open} of 200 were still open after 14 s`);
      return 'all were let go within 14 s';
    },
  },
  {
    name: 'slow bodies: 100 that never end',
    async run({ api }) {
      const head = request('POST /agents', { ...AS_MALLORY, 'Content-Length': '1000' }, '{');
      const clients = await Promise.all(Array.from({ length: 100 }, () => ask(api.port, head, 16_000)));
      const answers = clients.map(({ status }) => status);
      must(
        answers.every((status) => status === 408 || status === 429),
        `answers: ${counted(answers)}`,
      );
      return counted(answers);
    },
  },
  {
    name: 'floods of headers',
    async run({ api, dashboard }) {
      const many = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`X-${index}`, 'x'.repeat(100)]));
      const answers: (number | undefined)[] = [];
      for (const { port } of [api, dashboard]) {
        await inParallel(20, 5, async () => {
          answers.push((await ask(port, request('GET /', many))).status);
          answers.push((await ask(port, `GET / HTTP/1.1\r\nX: ${'x'.repeat(2_000_000)}`)).status);
        });
      }
      must(answers.every(isRefusal), `answers: ${counted(answers)}`);
      return counted(answers);
    },
  },
  {
    name: 'compressed bombs',
    async run({ api }) {
      const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
      const answers: (number | undefined)[] = [];
      for (const coding of ['gzip', 'deflate', 'br', 'identity, gzip', 'GZIP']) {
        const head = request('POST /agents', {
          ...AS_MALLORY,
          'Content-Encoding': coding,
          'Content-Length': String(bomb.length),
        });
        answers.push((await ask(api.port, Buffer.concat([Buffer.from(head), bomb]))).status);
      }
      must(
        answers.every((status) => status === 415),
        `answers: ${counted(answers)}`,
      );
      return counted(answers);
    },
  },
  {
    name: 'pipelining: 3,000 requests on three connections, unread',
    async run({ api }) {
      const clients = Array.from({ length: 3 }, () => new RawClient(api.port));
      const text = request('GET /agents?limit=100', AS_MALLORY).repeat(1000);
      for (const client of clients) client.socket.pause();
      await Promise.all(
        clients.map((client) => Promise.race([client.send(text), new Promise((done) => setTimeout(done, 3000))])),
      );
      for (const client of clients) client.end();
      return 'nothing came of it';
    },
  },
  {
    name: 'requests in requests, and lengths that disagree',
    async run({ api, dashboard }) {
      const texts = [
        request(
          'POST /agents',
          { ...AS_MALLORY, 'Content-Length': '5', 'Transfer-Encoding': 'chunked' },
          '0\r\n\r\nGET /agents HTTP/1.1\r\n\r\n',
        ),
        'POST /agents HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 300\r\n\r\nabc',
        request('POST /agents', { 'Transfer-Encoding': 'xchunked' }, '0\r\n\r\n'),
        request('POST /agents', { ...AS_MALLORY, 'Content-Length': '-1' }),
        request('POST /agents', { ...AS_MALLORY, 'Content-Length': '9'.repeat(400) }),
        'GET /agents HTTP/9.9\r\nHost: x\r\n\r\n',
        'GET  /agents HTTP/1.1\r\nHost: x\r\n\r\n',
        '\0\r\n\r\n',
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      ];
      const answers: (number | undefined)[] = [];
      for (const { port } of [api, dashboard])
        for (const text of texts) answers.push((await ask(port, text, 3000)).status);
      must(
        answers.every((status) => status === undefined || status < 500),
        `answers: ${counted(answers)}`,
      );
      return counted(answers);
    },
  },
  {
    name: 'keys in queries, and where they are written',
    async run({ api, dashboard }) {
      const secret = KEYS.mallory;
      const answers: (number | undefined)[] = [];
      for (const path of [
        `/agents?x-api-key=${secret}`,
        `/agents?key=${secret}`,
        `/${secret}`,
        `/ws?x-api-key=${secret}`,
      ])
        answers.push((await ask(api.port, request(`GET ${path}`))).status);
      await ask(
        api.port,
        request(`GET /ws?key=${secret}`, {
          Upgrade: 'websocket',
          Connection: 'Upgrade',
          'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        }),
      );
      await ask(dashboard.port, request(`GET /?key=${secret}`));
      must(
        answers.every((status) => status === 401 || status === 429 || status === 403),
        `answers: ${counted(answers)}`,
      );
      must(!(api.output + dashboard.output).includes(secret), 'a key stands in a log');
      return `${counted(answers)}; in no log`;
    },
  },
  {
    name: 'guessed keys: 2,000 from one address',
    async run({ api }) {
      const answers: (number | undefined)[] = [];
      await inParallel(2000, 20, async (number) => {
        answers.push(
          (
            await ask(
              api.port,
              request('GET /agents', { 'X-API-Key': `guess-${number}-0123456789`, Connection: 'close' }),
            )
          ).status,
        );
      });
      const tried = answers.filter((status) => status === 401).length;
      must(tried < 2000, 'all 2,000 were looked at, none was too many');
      must(answers.every(isRefusal), `answers: ${counted(answers)}`);
      return counted(answers);
    },
  },
];
