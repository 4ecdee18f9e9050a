import { describe, expect, it } from '@jest/globals';
import { delivery } from '../../../../domain/delivery.ts';
import { type JobService, job } from '../../../../domain/job-service.ts';
import { lotProblems } from '../../../../domain/rules/order-rules.ts';
import { node } from '../../../../domain/runtime/words.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { type Service, strategyIn } from '../../../../domain/service.ts';
import { blueGreen, rolling } from '../../../../domain/strategy.ts';
import { platform } from '../../../fixtures/platform.ts';

const test = node({ command: 'node --test' });
const migrate = job({ name: 'migrate', path: 'migrate', test, before: ['ai-agent-api'] });
const said = (...services: readonly Service[]) => {
  try {
    delivery({ ...platform, services: [...platform.services, ...services] });
    return 'taken';
  } catch (error) {
    return String(error);
  }
};
const changed = (change: Partial<JobService>) => said({ ...migrate, ...change });

describe('a service that runs once with each release', () => {
  it('is taken, whether anybody waits for it or not', () => {
    expect(said(migrate)).toBe('taken');
    expect(changed({ before: [] })).toBe('taken');
    expect(changed({ before: ['dashboard', 'ai-agent-api'], deadline: seconds(599), retries: 3 })).toBe('taken');
  });

  it.each([
    ['itself to wait for it', { before: ['migrate'] }, /services\[2\]\.before\[0\] = .*cannot wait for itself/],
    ['somebody twice', { before: ['dashboard', 'dashboard'] }, /before\[1\] = .*named twice/],
    ['nobody', { before: ['dashbord'] }, /before\[0\] = .*There is no such service; wanted one of: ai-agent-api/],
    ['no time to run', { deadline: seconds(0) }, /deadline = 0: Wanted whole seconds/],
    ['as much time as a tier waits', { deadline: seconds(600) }, /deadline = 600: The tier "dev" waits 600 s/],
  ] as const)('is refused with %s', (_, change, sentence) => {
    expect(changed(change)).toMatch(sentence);
  });

  it('is refused before another of its kind: these run in no order', () => {
    const seed = job({ name: 'seed', path: 'seed', test });
    expect(said({ ...migrate, before: ['seed'] }, seed)).toMatch(/before\[0\] = .*It is a Job itself/);
  });

  it('is written by no strategy of a tier, and cannot be called', () => {
    expect(strategyIn(migrate, { rollout: blueGreen() })).toEqual(rolling());
    const [api, dashboard] = platform.services;
    expect(() => delivery({ ...platform, services: [api, { ...dashboard, calls: ['migrate'] }, migrate] })).toThrow(
      /It is a Job, which listens at no port/,
    );
  });

  it('is refused where who waits for it is rolled out by another file', () => {
    const [api] = platform.services;
    const many = Array.from({ length: 150 }, (_, index) => ({ ...api, name: `s${index}`, image: `s${index}` }));
    const waited = (name: string) => ({ ...migrate, before: [name] });
    expect(lotProblems({ ...platform, services: [waited('s0'), ...many] })).toEqual([]);
    expect(lotProblems({ ...platform, services: [waited('s149'), ...many] })).toMatchObject([
      { field: 'services[0].before[0]', value: 's149', message: expect.stringMatching(/another file/) },
    ]);
  });
});
