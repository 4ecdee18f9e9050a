import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../rehearsal/cluster/kubelet/process/free-port.ts';
import { startOwnStore } from '../../rehearsal/data/firestore/own-store.ts';
import { type Check, must, NotHere } from './check.ts';
import { apiCommand, emulatorJar, type Ground, KEYS } from './ground.ts';
import { openSocket } from './raw-client.ts';
import { ServiceProcess } from './service-process.ts';

const run = promisify(execFile);

interface Emulator {
  readonly host: string;
  signal(name: NodeJS.Signals): void;
  end(): Promise<void>;
}

/** @throws {NotHere} without the emulator of the Google Cloud SDK. */
async function startEmulator(): Promise<Emulator> {
  const jar = emulatorJar();
  if (jar === undefined)
    throw new NotHere('the Firestore emulator of the Google Cloud SDK (or FIRESTORE_EMULATOR_JAR)');
  const port = await freePort();
  const main = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';
  const child = spawn('java', ['-Xmx192m', '-cp', jar, main, '--host=127.0.0.1', `--port=${port}`], {
    stdio: 'ignore',
  });
  const failed = once(child, 'error').then(() => true);
  const until = Date.now() + 60_000;
  while (!(await isListening(port))) {
    if (await Promise.race([failed, delay(100).then(() => false)]))
      throw new NotHere('Java, which the Firestore emulator needs');
    must(child.exitCode === null && Date.now() < until, 'the Firestore emulator did not start');
  }
  return {
    host: `127.0.0.1:${port}`,
    signal: (name) => void child.kill(name),
    async end() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const withEmulator =
  (act: (emulator: Emulator) => Promise<string>): (() => Promise<string>) =>
  async () => {
    const emulator = await startEmulator();
    try {
      return await act(emulator);
    } finally {
      await emulator.end();
    }
  };

const as = (key: string, body?: unknown): RequestInit => ({
  headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
  signal: AbortSignal.timeout(15_000),
  ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
});

const gauge = (text: string, name: string): string | undefined =>
  text
    .split('\n')
    .find((line) => line.startsWith(`${name} `))
    ?.split(' ')[1];

async function withOwnStore(act: (host: string) => Promise<string>): Promise<string> {
  const store = startOwnStore();
  try {
    return await act(await store.host);
  } finally {
    await store.close();
  }
}

async function keepsContract({ python, folder }: Ground, host: string): Promise<string> {
  const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests/test_store_contract.py'];
  const env = { ...process.env, FIRESTORE_EMULATOR_HOST: host };
  const { stdout } = await run(python, args, { cwd: folder, env }).catch((error: { stdout?: string }) => {
    throw new Error(error.stdout ?? String(error));
  });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  must(/passed/.test(last) && !/skipped|failed/.test(last), last);
  return last;
}

/** What one pod runs is told in a session of another. */
async function passesEvents(ground: Ground, host: string): Promise<string> {
  const store = { STORE: 'firestore', FIRESTORE_DATABASE: 'test', FIRESTORE_EMULATOR_HOST: host };
  const start = () => ServiceProcess.start(apiCommand(ground, { ...store, GOOGLE_CLOUD_PROJECT: 'demo' }));
  const pods = await Promise.all([start(), start()]);
  const [one, two] = pods;
  const [ada, bob] = await Promise.all([openSocket(two.port, KEYS.ada), openSocket(two.port, KEYS.bob)]);
  try {
    // A session hears what comes after the first turn of its pod.
    await delay(3000);
    const made: unknown = await (
      await fetch(`${one.url}/agents`, as(KEYS.ada, { name: 'far', instructions: 'shout' }))
    ).json();
    must(typeof made === 'object' && made !== null && 'id' in made, 'no agent was made');
    await fetch(`${one.url}/agents/${String(made.id)}/executions`, as(KEYS.ada, { input: 'over there' }));
    const began = performance.now();
    await ada.until((text) => text.includes('OVER THERE'));
    must(ada.text.includes('OVER THERE'), `the other pod told ${ada.text.slice(-300)}`);
    must(ada.text.split('agent-created').length === 2, 'an event came twice');
    must(!bob.text.includes('OVER THERE'), 'another user heard of it');
    return `after ${Math.round(performance.now() - began)} ms`;
  } finally {
    for (const client of [ada, bob]) client.end();
    await Promise.all(pods.map((pod) => pod.kill()));
  }
}

/** What only a store outside shows. */
export const firestoreChecks = (ground: Ground): readonly Check[] => [
  {
    name: "the store's contract, on the Firestore emulator",
    run: withEmulator(({ host }) => keepsContract(ground, host)),
  },
  {
    name: "the store's contract, on the store of rehearsals",
    run: () => withOwnStore((host) => keepsContract(ground, host)),
  },
  { name: 'events pass between pods', run: () => withOwnStore((host) => passesEvents(ground, host)) },
  {
    name: 'P8: two pods share agents, and count a user once, over a restart',
    run: withEmulator(async ({ host }) => {
      const store = {
        STORE: 'firestore',
        FIRESTORE_DATABASE: 'test',
        FIRESTORE_EMULATOR_HOST: host,
        GOOGLE_CLOUD_PROJECT: 'demo',
      };
      const start = () => ServiceProcess.start(apiCommand(ground, store));
      const [one, two] = await Promise.all([start(), start()]);
      const pods = [one, two];
      try {
        const made = await fetch(`${one.url}/agents`, as(KEYS.ada, { name: 'shared', instructions: 'shout' }));
        must(made.status === 201, `creating answered ${made.status}`);
        const seen = await (await fetch(`${two.url}/agents`, as(KEYS.ada))).text();
        must(seen.includes('shared'), 'the other pod does not know the agent');
        await (await fetch(`${two.url}/agents`, as(KEYS.bob))).text();
        await two.terminate();
        const three = await start();
        pods.push(three);
        await (await fetch(`${three.url}/agents`, as(KEYS.ada))).text();
        const active = gauge(await three.metrics(), 'active_users{window="1d"}');
        must(active === '2.0', `active users of the day: ${active}, wanted 2`);
        return 'agents are shared, 2 users are counted';
      } finally {
        await Promise.all(pods.map((pod) => pod.kill()));
      }
    }),
  },
  {
    name: 'P10: the store stops answering',
    run: withEmulator(async (emulator) => {
      const store = {
        STORE: 'firestore',
        FIRESTORE_DATABASE: 'test',
        FIRESTORE_EMULATOR_HOST: emulator.host,
        GOOGLE_CLOUD_PROJECT: 'demo',
      };
      const service = await ServiceProcess.start(apiCommand(ground, store));
      const timed = async (path: string, init: RequestInit = {}): Promise<{ status: number; took: number }> => {
        const began = performance.now();
        const answer = await fetch(`${service.url}${path}`, { signal: AbortSignal.timeout(15_000), ...init });
        await answer.text();
        return { status: answer.status, took: performance.now() - began };
      };
      try {
        must((await timed('/agents', as(KEYS.ada))).status === 200, 'it did not answer before');
        emulator.signal('SIGSTOP');
        await delay(1500);
        const [write, read, ready, live] = await Promise.all([
          timed('/agents', as(KEYS.ada, { name: 'x', instructions: 'shout' })),
          timed('/agents', as(KEYS.ada)),
          timed('/health/ready'),
          timed('/health/live'),
        ]);
        must(
          [write, read, ready].every(({ status }) => status === 503),
          `answers: ${[write, read, ready].map(({ status }) => status)}`,
        );
        must(live.status === 200, `liveness answered ${live.status}`);
        must(ready.took < 2000, `readiness took ${Math.round(ready.took)} ms, and a kubelet waits 2 s`);
        must(Math.max(write.took, read.took) < 7000, `writing took ${Math.round(write.took)} ms`);
        emulator.signal('SIGCONT');
        const until = Date.now() + 30_000;
        while (!(await service.isReady())) {
          must(Date.now() < until, 'it was not ready again 30 s after the store was');
          await delay(200);
        }
        return `503 in ${Math.round(write.took)} ms, readiness in ${Math.round(ready.took)} ms, ready again afterwards`;
      } finally {
        emulator.signal('SIGCONT');
        await service.kill();
      }
    }),
  },
];
