import { must } from '../check.ts';
import { KEYS } from '../ground.ts';
import { ask, RawClient, request } from '../raw-client.ts';
import { type Attack, counted, inParallel } from './attack.ts';

async function session(url: string): Promise<string> {
  const answer = await fetch(`${url}/session`, {
    method: 'POST',
    body: new URLSearchParams({ key: KEYS.mallory }),
    redirect: 'manual',
  });
  must(answer.status === 303, `signing in answered ${answer.status}`);
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

export const dashboardAttacks: readonly Attack[] = [
  {
    name: 'P3: paths that are none, to the dashboard',
    async run({ dashboard }) {
      const paths = [
        '//',
        '///',
        '/\\',
        '*',
        'http://[',
        '//[::1',
        '/%',
        '/%E0%A4%A',
        '/..%2f..%2fsettings.js',
        '/public/../server.js',
        '/./style.css',
        '/\u0001',
      ];
      const answers = await Promise.all(
        paths.map((path) => ask(dashboard.port, request(`GET ${path}`, { Connection: 'close' }))),
      );
      const statuses = answers.map(({ status }) => status);
      must(
        answers.every(({ text }) => !text.includes('createServer')),
        'a file of the service was handed out',
      );
      must(
        statuses.every((status) => status === undefined || (status >= 400 && status < 500)),
        `answers: ${counted(statuses)}`,
      );
      return counted(statuses);
    },
  },
  {
    name: 'forms and cookies without an end, to the dashboard',
    async run({ dashboard }) {
      const answers: (number | undefined)[] = [];
      await inParallel(20, 5, async () => {
        answers.push(
          (await ask(dashboard.port, request('POST /session', { 'Content-Length': '200000000' }, 'key='))).status,
        );
        const chunks = `4000\r\n${'x'.repeat(0x4000)}\r\n`.repeat(20);
        answers.push(
          (await ask(dashboard.port, request('POST /session', { 'Transfer-Encoding': 'chunked' }, chunks))).status,
        );
        answers.push((await ask(dashboard.port, request('GET /', { Cookie: `session=${'A'.repeat(4000)}` }))).status);
      });
      must(
        answers.every((status) => status === undefined || status === 200 || (status >= 400 && status < 500)),
        `answers: ${counted(answers)}`,
      );
      return counted(answers);
    },
  },
  {
    name: 'pages that listen and do not read, to the dashboard',
    async run({ dashboard }) {
      const cookie = await session(dashboard.url);
      const clients = Array.from({ length: 400 }, () => new RawClient(dashboard.port));
      await inParallel(clients.length, 50, async (number) => {
        await clients[number]?.send(request('GET /events', { Cookie: cookie }));
        clients[number]?.socket.pause();
      });
      await clients[0]?.until(() => false, 2000);
      const page = await fetch(dashboard.url, { headers: { cookie }, signal: AbortSignal.timeout(10_000) });
      await page.body?.cancel();
      for (const client of clients) client.end();
      must(page.status === 200, `the page answered ${page.status}`);
      return 'the page is still shown';
    },
  },
];
