import { setTimeout as delay } from 'node:timers/promises';
import type { Target } from './attacks/attack.ts';
import { type Check, must } from './check.ts';
import { KEYS } from './ground.ts';
import { OtherUser } from './other-users.ts';
import { frame, openSocket } from './raw-client.ts';
import { stillWell } from './under-attack.ts';

const MIB = 1024 * 1024;
/** What the memory may grow by after its first quarter. */
const GROWTH = 96 * MIB;

/** Users and sessions at full speed for a while: memory has a bound. */
export const loadCheck = (target: Target, seconds: number): Check => ({
  name: `${seconds} s of load`,
  async run() {
    const { api } = target;
    const end = Date.now() + seconds * 1000;
    const samples: number[] = [];
    const answers = new Map<number, number>();
    const users = [KEYS.mallory, KEYS.bob].flatMap((key) => [0, 1, 2].map(() => write(api.url, key, end, answers)));
    const sessions = talk(api.port, end);
    const other = new OtherUser(api.url, KEYS.ada);
    while (Date.now() < end) {
      samples.push(api.memory);
      await delay(250);
    }
    await Promise.all(users);
    const talks = await sessions;
    const { requests, failures, p99 } = await other.stop();
    must(failures.length === 0, `the other user: ${failures.slice(0, 5).join('; ')} (${failures.length} in all)`);
    must(p99 < 1000, `the other user's P99 was ${Math.round(p99)} ms`);
    must(!answers.has(0), `${answers.get(0)} requests had no answer`);
    const early = Math.max(...samples.slice(0, Math.ceil(samples.length / 4)));
    const late = Math.max(...samples);
    must(late - early < GROWTH, `memory grew from ${Math.round(early / MIB)} to ${Math.round(late / MIB)} MiB`);
    await stillWell(target);
    const all = [...answers.values()].reduce((sum, count) => sum + count, 0);
    const kinds = [...answers].map(([status, count]) => `${status} ×${count}`).join(', ');
    return `${all} requests (${kinds}), ${talks} sessions; another user's ${requests} with P99 ${Math.round(p99)} ms; memory ${Math.round(early / MIB)} to ${Math.round(late / MIB)} MiB`;
  },
});

async function write(url: string, key: string, end: number, answers: Map<number, number>): Promise<void> {
  const headers = { 'X-API-Key': key, 'Content-Type': 'application/json' };
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const asked = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, { headers, ...asked, signal: AbortSignal.timeout(10_000) }).catch(
      () => undefined,
    );
    const status = answer?.status ?? 0;
    answers.set(status, (answers.get(status) ?? 0) + 1);
    if (answer === undefined) return undefined;
    const text = await answer.text();
    return answer.status < 300 && text !== '' ? JSON.parse(text) : undefined;
  };
  let agent = '0'.repeat(32);
  while (Date.now() < end) {
    const made = await ask('/agents', { name: 'load', instructions: 'reverse' });
    if (typeof made === 'object' && made !== null && 'id' in made) agent = String(made.id);
    for (let number = 0; number < 20 && Date.now() < end; number += 1)
      await ask(`/agents/${agent}/executions`, { input: 'x'.repeat(3000) });
    await ask(`/agents/${agent}/executions?limit=100`);
  }
}

async function talk(port: number, end: number): Promise<number> {
  let sessions = 0;
  while (Date.now() < end) {
    const clients = await Promise.all([KEYS.bob, KEYS.mallory].map((key) => openSocket(port, key)));
    sessions += clients.length;
    for (const client of clients) await client.send(frame(1, Buffer.from('hello')));
    await delay(100);
    for (const client of clients) client.end();
  }
  return sessions;
}
