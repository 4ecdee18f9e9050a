import { describe, expect, it } from '@jest/globals';
import { GRACES } from '../../../../../domain/verdict/graces.ts';
import type { Failed } from '../../../../../domain/verdict/verdict.ts';
import type { LogQuery } from '../../../../../engine/rollout/cluster.ts';
import { collectEvidence, NOTHING_WRITTEN } from '../../../../../engine/rollout/report/evidence.ts';
import { limited } from '../../../../../engine/rollout/report/log-excerpt.ts';
import { age } from '../../../../../engine/rollout/report/pod-row.ts';
import { crashing, deployment, failed, OUR_TIME, observed, pod, warning } from '../observed.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** A minute after the write. */
const evidenceOf = (
  observation: ReturnType<typeof observed>,
  verdict: Failed,
  logs: (query: LogQuery) => string | undefined = ({ pod: name, previous }) => `${name} ${previous}`,
) => {
  const clock = new VirtualClock();
  const cluster = { logs: async (query: LogQuery) => logs(query) };
  clock.after(OUR_TIME + 60_000 - clock.now(), () => {});
  const collected = new Promise<void>((resolve) => clock.after(60_000, resolve)).then(() =>
    collectEvidence(observation, verdict, GRACES, { cluster, clock }),
  );
  return clock.until(collected);
};

describe('the minutes of a failure', () => {
  const broken = pod('api-1-z', crashing(3));
  const minutesOf = async (observation: ReturnType<typeof observed>) =>
    (await evidenceOf(observation, failed('crash-loop', ['api-1-z']))).minutes;

  it('begin with the write and end with the verdict, whole, by the clock of the server', async () => {
    expect(await minutesOf(observed(deployment({}), broken))).toEqual({
      from: '2026-11-23T11:00:00Z',
      to: '2026-11-23T11:01:00Z',
    });
  });

  it('begin with the first pod where nothing was written', async () => {
    const { applied, ...rest } = observed(deployment({}), broken);
    const looked = { ...rest, applied: { ...applied, serverTime: NOTHING_WRITTEN } };
    expect((await minutesOf(looked))?.from).toBe('2026-11-23T11:00:00Z');
  });
});

describe('the table of pods', () => {
  const running = pod('api-1-good', { ready: true, state: { running: { startedAt: '2026-11-23T11:00:10Z' } } });
  const broken = pod('api-1-z', crashing(3));

  it('has pod, node, phase, readiness, restarts, state, exit code and since, by the clock of the server', async () => {
    const { pods } = await evidenceOf(observed(deployment({}), running, broken), failed('crash-loop', ['api-1-z']));
    expect(pods).toEqual([
      {
        pod: 'api-1-z',
        node: 'node-1',
        phase: 'Running',
        ready: '0/1',
        restarts: 2,
        state: 'api: CrashLoopBackOff (Error)',
        exitCode: '3',
        since: '30 s',
      },
      {
        pod: 'api-1-good',
        node: 'node-1',
        phase: 'Running',
        ready: '1/1',
        restarts: 0,
        state: '',
        exitCode: '',
        since: '50 s',
      },
    ]);
  });

  it.each([
    ['2026-11-23T11:59:15Z', '45 s'],
    ['2026-11-23T11:48:00Z', '12 min'],
    ['2026-11-23T09:00:00Z', '3 h'],
    ['2026-11-20T09:00:00Z', '3 d'],
    ['2026-11-23T12:00:05Z', '0 s'],
    [undefined, ''],
  ])('%s is %s ago', (time, words) => {
    expect(age(time, OUR_TIME)).toBe(words);
  });
});

describe('the last lines', () => {
  it('are those of one pod for each way of ending, current and previous, five pods at most', async () => {
    const pods = Array.from({ length: 9 }, (_, index) => pod(`api-1-${index}`, crashing(index < 3 ? 1 : index)));
    const names = pods.map(({ metadata }) => metadata.name);
    const { logs } = await evidenceOf(observed(deployment({}), ...pods), failed('crash-loop', names));
    expect(logs.map(({ pod: name, run }) => `${name} ${run}`)).toEqual(
      ['0', '3', '4', '5', '6'].flatMap((index) => [`api-1-${index} current`, `api-1-${index} previous`]),
    );
  });

  it('are shown once when both runs have the same', async () => {
    const { logs } = await evidenceOf(
      observed(deployment({}), pod('api-1-a', crashing(1))),
      failed('crash-loop', ['api-1-a']),
      () => 'DATABASE_URL is not set\n',
    );
    expect(logs).toEqual([{ pod: 'api-1-a', container: 'api', run: 'current', lines: ['DATABASE_URL is not set'] }]);
  });

  it('are twenty, and left out where they cannot be read', async () => {
    const many = Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\r\n');
    const { logs } = await evidenceOf(
      observed(deployment({}), pod('api-1-a', crashing(1)), pod('api-1-b', crashing(2))),
      failed('crash-loop', ['api-1-a', 'api-1-b']),
      ({ pod: name, previous }) => (name === 'api-1-a' && previous ? many : undefined),
    );
    expect(logs).toHaveLength(1);
    expect(logs[0]?.lines).toHaveLength(20);
    expect(logs[0]?.lines.at(-1)).toBe('line 49');
  });

  it('share 64 kB, and the newest ones stay', () => {
    const excerpt = (name: string) => ({
      pod: name,
      container: 'api',
      run: 'current' as const,
      lines: Array.from({ length: 20 }, (_, index) => `${index} ${'é'.repeat(4000)}`),
    });
    const cut = limited([excerpt('a'), excerpt('b')]);
    const bytes = cut.flatMap(({ lines }) => lines).reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
    expect(bytes).toBeLessThanOrEqual(64 * 1024);
    expect(cut.map(({ lines }) => lines.at(-1)?.slice(0, 3))).toEqual(['19 ', '19 ']);
    expect(limited([{ ...excerpt('a'), lines: ['é'.repeat(100)] }], 21)[0]?.lines).toEqual(['é'.repeat(10)]);
    expect(limited([{ ...excerpt('a'), lines: [`${'x'.repeat(100)} no database`] }], 14)[0]?.lines).toEqual([
      'xx no database',
    ]);
  });
});

describe('warning events', () => {
  it('that say the same are one line, with their number and the age of the newest', async () => {
    const text = (id: string) => `Back-off restarting failed container api in pod api-7d4b9c-${id}`;
    const { warnings } = await evidenceOf(
      observed(
        deployment({}),
        pod('api-1-a', crashing(1)),
        pod('api-1-b', crashing(1)),
        warning('one', 'api-1-a', { message: text('abcde'), count: 3, lastTimestamp: '2026-11-23T11:00:15Z' }),
        warning('two', 'api-1-b', { message: text('fghij'), count: 2, lastTimestamp: '2026-11-23T11:00:40Z' }),
        warning('three', 'api-1-b', { reason: 'Unhealthy', message: 'Readiness probe failed', count: 9 }),
        warning('other', 'web-1-a', { message: 'about somebody else' }),
        warning('normal', 'api-1-a', { type: 'Normal', message: 'Pulled' }),
      ),
      failed('crash-loop', ['api-1-a', 'api-1-b']),
    );
    expect(warnings).toEqual([
      { reason: 'Unhealthy', message: 'Readiness probe failed', object: 'Pod api-1-b', count: 9, age: '' },
      { reason: 'BackOff', message: text('fghij'), object: 'Pod api-1-b', count: 5, age: '20 s' },
    ]);
  });
});
