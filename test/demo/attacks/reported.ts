import { must } from '../check.ts';
import { KEYS } from '../ground.ts';
import { ask, RawClient, request } from '../raw-client.ts';
import { type Attack, counted, inParallel, type Target } from './attack.ts';

type Service = keyof Target;

/** What others have reported of servers like these: what is sent, and the statuses that are an answer to it. */
interface Report {
  readonly of: string;
  readonly to: readonly Service[];
  readonly text: string;
  readonly statuses: readonly (number | undefined)[];
}

const BOTH: readonly Service[] = ['api', 'dashboard'];
const BAD = [400, undefined];
const WITH_KEY = { 'X-API-Key': KEYS.mallory, 'Content-Type': 'application/json' };
const AGENT = JSON.stringify({ name: 'x', instructions: 'shout' });
const CHUNKED = 'Host: x\r\nTransfer-Encoding: chunked\r\n';
const INNER = 'GET /health/live HTTP/1.1\r\nHost: inner\r\n\r\n';

const REPORTS: readonly Report[] = [
  {
    of: 'a Host that moves the path (GHSA-86qp-5c8j-p5mr)',
    to: ['api'],
    text: 'GET /agents HTTP/1.1\r\nHost: x/health/live?\r\nConnection: close\r\n\r\n',
    statuses: [400, 401],
  },
  {
    of: 'a path that moves the host (GHSA-jp82-jpqv-5vv3)',
    to: BOTH,
    text: 'GET @x.example HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    statuses: [400, 401, 404, undefined],
  },
  {
    of: 'a Range of many parts (CVE-2025-62727)',
    to: BOTH,
    text: request('GET /health/live', { Range: `bytes=${'0-,'.repeat(2500)}`, Connection: 'close' }),
    statuses: [200],
  },
  {
    of: 'a lone line feed in the extension of a chunk (CVE-2025-55315)',
    to: BOTH,
    text: `POST /session HTTP/1.1\r\n${CHUNKED}\r\n2;\nxx\r\nxy\r\n0\r\n\r\n${INNER}`,
    statuses: [...BAD, 401, 403],
  },
  {
    of: 'a size of a chunk that does not fit (nurl#91)',
    to: BOTH,
    text: `POST /session HTTP/1.1\r\n${CHUNKED}\r\n10000000000000000\r\n\r\n${INNER}`,
    statuses: [...BAD, 401],
  },
  {
    of: 'a space before the colon (CVE-2021-22959)',
    to: BOTH,
    text: `POST /session HTTP/1.1\r\nHost: x\r\nContent-Length : ${INNER.length}\r\n\r\n${INNER}`,
    statuses: BAD,
  },
  {
    of: 'a folded length (CVE-2024-27982)',
    to: BOTH,
    text: `POST /session HTTP/1.1\r\nHost: x\r\n Content-Length: ${INNER.length}\r\n\r\n${INNER}`,
    statuses: [...BAD, 401],
  },
  {
    of: 'a folded encoding (CVE-2022-32215)',
    to: BOTH,
    text: `POST /session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n , identity\r\n\r\n0\r\n\r\n${INNER}`,
    statuses: [...BAD, 401],
  },
  {
    of: 'a length below nothing (PYSEC-2026-3040)',
    to: BOTH,
    text: 'POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    statuses: BAD,
  },
  {
    of: 'a form of many fields (CVE-2026-54283)',
    to: ['dashboard'],
    text: request(
      'POST /session',
      { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '200000', Connection: 'close' },
      'a=&'.repeat(66_666),
    ),
    statuses: [413],
  },
  {
    of: 'a tunnel (uvicorn#123)',
    to: BOTH,
    text: 'CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\nConnection: close\r\n\r\n',
    statuses: [...BAD, 401, 404, 405],
  },
];

async function tryReport({ of, text, statuses }: Report, service: Service, target: Target): Promise<string> {
  const client = await ask(target[service].port, text, 15_000);
  must(statuses.includes(client.status), `${of}, to the ${service}: ${client.status ?? 'nothing'} was answered`);
  const answers = client.text.split(/^HTTP\/1\.1 /m).length - 1;
  // An answer to what is inside would be one that was smuggled past whoever asked.
  must(!(text.includes(INNER) && /"status": ?"live"/.test(client.text)), `${of}: what is inside was answered, too`);
  must(answers <= 1, `${of}, to the ${service}: ${answers} answers`);
  return String(client.status ?? 'closed');
}

/** Bytes that so many connections, each ended as `end` does, have left in a process. */
async function leftBy(target: Target, service: Service, end: (client: RawClient) => Promise<void>): Promise<number> {
  const process = target[service];
  const act = (count: number) =>
    inParallel(count, 50, async () => {
      const client = new RawClient(process.port);
      await end(client);
      await client.until(() => false, 5000);
    });
  // What it takes to have done it once is no leak.
  await act(500);
  const before = process.memory;
  await act(3000);
  return process.memory - before;
}

const MIB = 1024 * 1024;
const ENDINGS: ReadonlyMap<string, (client: RawClient) => Promise<void>> = new Map([
  [
    'answered and reset (codex-lb#2041)',
    async (client) => {
      await client.send(request('GET /health/live', { 'X-Padding': 'x'.repeat(2000) }));
      await client.until((text) => text.includes('live'));
      client.socket.resetAndDestroy();
    },
  ],
  ['opened and closed without a word (uvicorn#1226)', async (client) => void client.socket.end()],
]);

export const reportedAttacks: readonly Attack[] = [
  {
    name: `reported: ${REPORTS.length} requests on which servers differ`,
    async run(target) {
      const seen: string[] = [];
      for (const report of REPORTS)
        for (const service of report.to) seen.push(await tryReport(report, service, target));
      return counted(seen);
    },
  },
  {
    name: 'reported: an offer of HTTP/2 is no reason to lose a body (codex-lb#1782, uvicorn#1501)',
    async run({ api, dashboard }) {
      const offer = {
        Upgrade: 'h2c',
        Connection: 'Upgrade, HTTP2-Settings',
        'HTTP2-Settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
      };
      const length = { 'Content-Length': String(AGENT.length) };
      const whole = await ask(api.port, request('POST /agents', { ...WITH_KEY, ...offer, ...length }, AGENT));
      must(whole.status === 201, `head and body at once: ${whole.status ?? 'nothing'} was answered`);
      const parted = new RawClient(api.port);
      await parted.send(request('POST /agents', { ...WITH_KEY, ...offer, ...length }));
      await new Promise((resolve) => setTimeout(resolve, 200));
      await parted.send(AGENT);
      await parted.until((text) => text.includes('\r\n\r\n'), 15_000);
      parted.end();
      must(parted.status === 201, `head before body: ${parted.status ?? 'nothing'} was answered`);
      const page = await ask(dashboard.port, request('GET /', offer));
      must(page.status === 200, `the page: ${page.status ?? 'nothing'} was answered`);
      return '201, 201, 200';
    },
  },
  ...[...ENDINGS].map(([what, end]) => ({
    name: `reported: 3,000 connections ${what}`,
    async run(target: Target) {
      const left: string[] = [];
      for (const service of BOTH) {
        const bytes = await leftBy(target, service, end);
        must(bytes < 24 * MIB, `${Math.round(bytes / MIB)} MiB are left in the ${service}`);
        left.push(`${(bytes / MIB).toFixed(1)} MiB in the ${service}`);
      }
      return left.join(', ');
    },
  })),
];
