import { randomBytes } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Check, must } from './check.ts';
import { apiCommand, dashboardCommand, type Ground, KEYS } from './ground.ts';
import { closeCode, frame, openSocket, RawClient, request } from './raw-client.ts';
import { ServiceProcess } from './service-process.ts';

const READING = 40;

/** P9 and P1: SIGTERM while clients read, do not read and have sent half of what they want. */
export const endingChecks = (ground: Ground): readonly Check[] => [
  ...[3, 25].map((budget) => ({
    name: `P9: SIGTERM with a budget of ${budget} s`,
    async run() {
      const service = await ServiceProcess.start(apiCommand(ground, { DRAIN_SECONDS: String(budget) }));
      try {
        return await ending(service, budget);
      } finally {
        await service.kill();
      }
    },
  })),
  {
    name: 'P9: SIGTERM to the dashboard with a budget of 3 s',
    async run() {
      const service = await ServiceProcess.start(dashboardCommand('http://127.0.0.1:9', { DRAIN_SECONDS: '3' }));
      try {
        const half = new RawClient(service.port);
        await half.send(request('POST /session', { 'Content-Length': '100' }, 'key='));
        const took = await service.terminate();
        half.end();
        must(service.exit === 0, `it ended with ${service.exit}`);
        must(took < 3000, `it took ${Math.round(took)} ms`);
        return `${Math.round(took)} ms`;
      } finally {
        await service.kill();
      }
    },
  },
  {
    name: 'keys in two generations, replaced without a restart',
    run: () => keysRenewed(ground),
  },
  ...refusals(ground),
];

async function ending(service: ServiceProcess, budget: number): Promise<string> {
  const keys = Object.values(KEYS);
  const reading = await Promise.all(
    Array.from({ length: READING }, (_, index) =>
      openSocket(service.port, keys[index % keys.length] ?? '', {}, '127.0.0.1'),
    ),
  );
  await Promise.all(reading.map((client) => client.until((text) => text.includes('hello'))));
  const deaf = await Promise.all(Array.from({ length: 10 }, () => openSocket(service.port, KEYS.bob)));
  for (const { socket } of deaf) socket.pause();
  const halves = Array.from({ length: 5 }, () => new RawClient(service.port));
  for (const half of halves)
    await half.send(request('POST /agents', { 'X-API-Key': KEYS.bob, 'Content-Length': '100' }, '{'));
  await delay(100);
  const took = await service.terminate();
  await Promise.all(reading.map((client) => client.until(() => false, 500)));
  const told = reading.filter((client) => closeCode(client) === 1012).length;
  for (const client of [...reading, ...deaf, ...halves]) client.end();
  must(service.exit === 0, `it ended with ${service.exit}:\n${service.output.slice(-1500)}`);
  must(took < budget * 1000, `it took ${Math.round(took)} ms`);
  must(told === READING, `${told} of ${READING} reading clients were told 1012`);
  return `${Math.round(took)} ms, ${told} reading clients told 1012`;
}

async function keysRenewed(ground: Ground): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'demo-keys-'));
  const file = join(folder, 'api-keys');
  const put = (text: string): void => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  const [first, second] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
  put(`ada=${first}`);
  const service = await ServiceProcess.start(apiCommand(ground, { API_KEYS_FILE: file, API_KEYS: '' }));
  try {
    const status = async (key: string): Promise<number> =>
      (await fetch(`${service.url}/me`, { headers: { 'X-API-Key': key } })).status;
    const becomes = async (key: string, wanted: number): Promise<void> => {
      const until = Date.now() + 10_000;
      while ((await status(key)) !== wanted) {
        must(Date.now() < until, `a key answers ${await status(key)}, wanted ${wanted}`);
        await delay(100);
      }
    };
    const session = await openSocket(service.port, first);
    await becomes(first, 200);
    put(`ada=${first}\nada=${second}\n`);
    await becomes(second, 200);
    must((await status(first)) === 200, 'the first key was not valid beside the second');
    put(`ada=${second}`);
    await becomes(first, 401);
    await session.until(() => closeCode(session) !== undefined, 5000);
    must(closeCode(session) === 1008, `the session of the first key was closed with ${closeCode(session)}`);
    put('nonsense');
    await session.send(frame(9, Buffer.alloc(0)));
    await delay(2500);
    must((await status(second)) === 200, 'keys that cannot be used took the place of those that can');
    return 'the old key and its session ended, the process did not';
  } finally {
    await service.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a process must not start with, each in one sentence. */
const refusals = (ground: Ground): readonly Check[] =>
  (
    [
      ['memory in production', { STORE: 'memory', TIER: 'production' }, /STORE: memory would lose/],
      ['Firestore without a database', { STORE: 'firestore' }, /FIRESTORE_DATABASE/],
      ['an odd user name', { API_KEYS: '../../x=0123456789abcdef' }, /entry 1 is not user=key/],
      ['a user name that Firestore keeps', { API_KEYS: '__x__=0123456789abcdef' }, /entry 1 is not user=key/],
    ] as const
  ).map(([what, environment, says]) => ({
    name: `refused at start: ${what}`,
    async run() {
      const error = await ServiceProcess.start(apiCommand(ground, environment)).then(
        async (service) => {
          await service.kill();
          return undefined;
        },
        (reason: unknown) => String(reason),
      );
      must(error !== undefined, 'it started');
      const sentence = error.trim().split('\n').at(-1) ?? '';
      must(says.test(sentence), `it said: ${sentence}`);
      return sentence;
    },
  }));
