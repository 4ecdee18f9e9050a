import { describe, expect, it } from '@jest/globals';
import { delivery } from '../../../../domain/delivery.ts';
import { node } from '../../../../domain/runtime/words.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { type Service, strategyIn } from '../../../../domain/service.ts';
import { blueGreen, rolling } from '../../../../domain/strategy.ts';
import { type Worker, worker } from '../../../../domain/worker.ts';
import { observedPlatform, watching } from '../../../fixtures/observed-platform.ts';
import { platform } from '../../../fixtures/platform.ts';
import { MISTAKES } from '../../../types/service-mistakes.ts';

const jobs = worker({
  name: 'jobs',
  path: 'jobs',
  test: node({ command: 'node --test' }),
  health: { command: ['node', 'alive.js'] },
});
const said = (...services: readonly Service[]) => {
  try {
    delivery({ ...platform, services: [...platform.services, ...services] });
    return 'taken';
  } catch (error) {
    return String(error);
  }
};
const changed = (change: Partial<Worker>) => said({ ...jobs, ...change });

describe('a worker', () => {
  it('is taken, whether it is asked for its health or not', () => {
    expect(said(jobs, { ...jobs, name: 'more', image: 'more', health: 'none' })).toBe('taken');
    expect(changed({ drain: seconds(595), metrics: { port: 9090, path: '/metrics' } })).toBe('taken');
  });

  it('is replaced step by step in every tier, whatever the strategy of the tier is', () => {
    expect(strategyIn(jobs, { rollout: blueGreen() })).toEqual(rolling());
    expect(strategyIn({ ...jobs, rollout: rolling({ maxSurge: 3 }) }, { rollout: blueGreen() })).toEqual(
      rolling({ maxSurge: 3 }),
    );
    expect(strategyIn(platform.services[0], { rollout: blueGreen() })).toEqual(blueGreen());
  });

  it.each([
    ['a command without a word', { health: { command: [] } }, /services\[2\]\.health\.command = .*Wanted the words/],
    ['an empty word', { health: { command: ['node', ''] } }, /health\.command = .*Wanted the words/],
    ['more time than a pod gets', { drain: seconds(596) }, /drain 596 s \+ reserve 5 s = 601 s > 600 s.*595 s at most/],
    ['a port that is none', { metrics: { port: 0, path: '/metrics' } }, /metrics\.port = 0: A port is a whole number/],
    ['pods that could never move', { rollout: rolling({ maxSurge: 0 }) }, /services\[2\]\.rollout = .*never move/],
  ] as const)('is refused with %s', (_, change, sentence) => {
    expect(changed(change)).toMatch(sentence);
  });

  it('cannot be called', () => {
    const [api, dashboard] = platform.services;
    const calling = { ...dashboard, calls: ['jobs'] };
    expect(() => delivery({ ...platform, services: [api, calling, jobs] })).toThrow(
      /services\[1\]\.calls\[0\] = .*It is a worker, which listens at no port/,
    );
  });

  it('has no signals of requests', () => {
    const services = [...observedPlatform.services, { ...jobs, metrics: { port: 9090, path: '/metrics' } }];
    const [signals] = watching.services;
    if (signals === undefined) throw new Error('The platform is watched.');
    const watched = { ...watching, services: [{ ...signals, service: 'jobs' }] };
    expect(() => delivery({ ...observedPlatform, services, observability: watched })).toThrow(
      /It is a worker, which answers no requests/,
    );
  });
});

describe('what has no meaning for a kind of service', () => {
  it.each(Object.entries(MISTAKES))('is refused by the data, too: %s', (_, mistake) => {
    expect(said(mistake())).toMatch(/InvalidInput|cannot be used/);
  });
});
