import { describe, expect, it } from '@jest/globals';
import { type Concurrency, type CronService, cron, runsAtOnce } from '../../../../domain/cron-service.ts';
import { delivery } from '../../../../domain/delivery.ts';
import { node } from '../../../../domain/runtime/words.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { metricsOf, type Service, strategyIn } from '../../../../domain/service.ts';
import { blueGreen, rolling } from '../../../../domain/strategy.ts';
import { observedPlatform, watching } from '../../../fixtures/observed-platform.ts';
import { platform } from '../../../fixtures/platform.ts';

const clean = cron({ name: 'clean', path: 'clean', test: node({ command: 'node --test' }), schedule: '30 4 * * 1-5' });
const said = (...services: readonly Service[]) => {
  try {
    delivery({ ...platform, services: [...platform.services, ...services] });
    return 'taken';
  } catch (error) {
    return String(error);
  }
};
const changed = (change: Partial<CronService>) => said({ ...clean, ...change });

describe('a service with times', () => {
  it('is taken with a schedule alone', () => {
    expect(said(clean)).toBe('taken');
    expect(clean).toMatchObject({ timeZone: 'Etc/UTC', concurrency: 'forbid', startingDeadline: 300, retries: 2 });
  });

  it.each([
    { schedule: '*/15 9-17 * jan-mar mon' },
    { schedule: '0 0 29 2 *' },
    { schedule: '0 0 31 2 5' },
    { timeZone: 'Asia/Seoul', concurrency: 'replace' },
    { name: 'c'.repeat(52) },
    { startingDeadline: seconds(10), deadline: seconds(1), retries: 0, keep: { succeeded: 0, failed: 0 } },
    { command: ['node', 'clean.mjs'], drain: seconds(595), resources: { dev: { cpu: '100m' } } },
  ] as const)('is taken with %j', (change) => {
    expect(changed(change)).toBe('taken');
  });

  it.each([
    ['a name that leaves no room for its Jobs', { name: 'c'.repeat(53) }, /services\[2\]\.name = .*52 characters/],
    ['a word instead of fields', { schedule: '@daily' }, /services\[2\]\.schedule = "@daily": Wanted five fields/],
    ['a Sunday that Kubernetes does not know', { schedule: '0 0 * * 7' }, /schedule = .*weekday \(0 to 6\)/],
    ['a zone in its schedule', { schedule: 'TZ=Asia/Seoul 0 0 * * *' }, /schedule = .*said by `timeZone`/],
    ['a day that never comes', { schedule: '0 0 31 2,4 *' }, /schedule = .*its time never comes/],
    ['an offset for a zone', { timeZone: '+09:00' }, /timeZone = "\+09:00": Wanted a zone of the IANA/],
    ['a start that may be too little late', { startingDeadline: seconds(9) }, /startingDeadline = 9: .*10 or more/],
    ['no time to run', { deadline: seconds(0) }, /deadline = 0: Wanted whole seconds, one or more/],
    ['half a try', { retries: 0.5 }, /retries = 0.5: Wanted a whole number/],
    ['fewer tries than none', { retries: -1 }, /retries = -1: Wanted a whole number/],
    [
      'less than nothing kept',
      { keep: { succeeded: -1, failed: 1.5 } },
      /keep\.succeeded = -1[\s\S]*keep\.failed = 1\.5/,
    ],
    ['a command without a word', { command: [] }, /command = .*Wanted the words of a command/],
    ['more time than a pod gets', { drain: seconds(596) }, /drain = 596: drain 596 s \+ reserve 5 s/],
  ] as const)('is refused with %s', (_, change, sentence) => {
    expect(changed(change)).toMatch(sentence);
  });

  it('is written at once in every tier, whatever its strategy is, and tells no numbers', () => {
    expect(strategyIn(clean, { rollout: blueGreen() })).toEqual(rolling());
    expect(metricsOf(clean)).toBeUndefined();
  });

  it('cannot be called, and has no signals of requests', () => {
    const [api, dashboard] = platform.services;
    expect(() => delivery({ ...platform, services: [api, { ...dashboard, calls: ['clean'] }, clean] })).toThrow(
      /calls\[0\] = .*It is a service with times, which listens at no port/,
    );
    const [signals] = watching.services;
    if (signals === undefined) throw new Error('The platform is watched.');
    const watched = { ...watching, services: [{ ...signals, service: 'clean' }] };
    const services = [...observedPlatform.services, clean];
    expect(() => delivery({ ...observedPlatform, services, observability: watched })).toThrow(
      /It is a service with times, which answers no requests/,
    );
  });
});

describe('runs of a service with times that are at work at once', () => {
  it.each<readonly [Concurrency, string, number, number]>([
    ['forbid', '* * * * *', 3600, 1],
    ['replace', '* * * * *', 3600, 2],
    ['allow', '*/5 * * * *', 279, 1],
    ['allow', '*/5 * * * *', 280, 2],
    ['allow', '*/5 * * * *', 3600, 13],
    ['allow', '0 3 * * *', 3600, 2],
  ])('%s, %s, each %d s at most: %d', (concurrency, schedule, deadline, many) => {
    expect(runsAtOnce({ ...clean, concurrency, schedule, deadline: seconds(deadline) })).toBe(many);
  });
});
