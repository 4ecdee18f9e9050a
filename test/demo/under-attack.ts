import { setTimeout as delay } from 'node:timers/promises';
import type { Attack, Target } from './attacks/attack.ts';
import { type Check, must } from './check.ts';
import { KEYS } from './ground.ts';
import { OtherUser } from './other-users.ts';

const MOST_SERIES = 200;
/** Milliseconds. */
const SLOWEST_P99 = 1000;
const POD = 512 * 1024 * 1024;

/** What another user may wait: a second, or on a machine that is busy with something else a few times what it takes while nobody attacks. */
export async function slowestP99({ api }: Target): Promise<number> {
  const calm = new OtherUser(api.url, KEYS.ada);
  await delay(3000);
  const { p99 } = await calm.stop();
  return Math.max(SLOWEST_P99, 5 * p99);
}

/** An attack while another user works, and what is left of the services afterwards. */
export const underAttack = (attack: Attack, target: Target, slowest: number): Check => ({
  name: attack.name,
  async run() {
    const other = new OtherUser(target.api.url, KEYS.ada);
    let seen: string;
    try {
      seen = await attack.run(target);
    } finally {
      const { requests, failures, p99 } = await other.stop();
      must(failures.length === 0, `the other user: ${failures.slice(0, 5).join('; ')} (${failures.length} in all)`);
      must(requests === 0 || p99 < slowest, `the other user's P99 was ${Math.round(p99)} ms of ${requests} requests`);
    }
    await stillWell(target);
    return seen;
  },
});

/** Both run, none of their answers was an error of theirs, and what they tell and keep is bounded. */
export async function stillWell({ api, dashboard }: Target): Promise<void> {
  for (const [name, service] of [
    ['the API', api],
    ['the dashboard', dashboard],
  ] as const) {
    must(service.alive, `${name} ended with ${service.exit}:\n${service.output.slice(-2000)}`);
    must(await service.isReady(), `${name} is not ready`);
    const text = await service.metrics();
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    must(lines.length <= MOST_SERIES, `${name} has ${lines.length} series, wanted at most ${MOST_SERIES}`);
    const failed = lines.filter((line) => /status="5xx"\} [1-9]/.test(line));
    must(failed.length === 0, `${name} failed: ${failed.join(', ')}`);
    must((service.peak ?? service.memory) < POD * 0.95, `${name} had ${service.peak} bytes`);
    must(
      !/"severity": ?"(ERROR|CRITICAL)"/.test(service.output),
      `${name} logged an error:\n${errorOf(service.output)}`,
    );
  }
}

const errorOf = (output: string): string =>
  output
    .split('\n')
    .filter((line) => /"severity": ?"(ERROR|CRITICAL)"/.test(line))
    .slice(0, 3)
    .join('\n');
