import { describe, expect, it } from '@jest/globals';
import { turns } from '../../cluster/machine/turns.ts';
import {
  type Check,
  type Checked,
  runChecks,
  Skipped,
  type Surroundings,
  tally,
} from '../../cluster/scenario-run/check.ts';
import { seenProblems, stepProblems } from '../../cluster/scenario-run/run-rollout.ts';
import { rowOf, type TimedRun, timesTable } from '../../cluster/scenario-run/times-table.ts';
import { isAcceptance, ROLLOUT_CASES } from '../../cluster/scenarios/case-checks.ts';
import { ROLLOUT_SCENARIOS } from '../../cluster/scenarios/rollout-scenarios.ts';
import { web } from '../../cluster/scenarios/workload.ts';

const around = {} as Surroundings;
const check = (name: string, run: Check['run'] = async () => undefined): Check => ({ name, run });

describe('running checks', () => {
  it('counts what really happened, in the order of the checks', async () => {
    const checks = [
      check('a', async () => {
        throw new Error('no');
      }),
      check('b'),
      check('c', async () => {
        throw new Skipped('no registry');
      }),
    ];
    const told: string[] = [];
    const results = await runChecks(checks, around, 2, ({ name }) => told.push(name));
    expect(results.map(({ name, result }) => `${name} ${result}`)).toEqual(['a failed', 'b passed', 'c skipped']);
    expect(told.toSorted()).toEqual(['a', 'b', 'c']);
    expect(tally(results)).toBe('1 passed, 1 failed, 1 skipped');
  });

  it('has at most so many under way at once', async () => {
    let now = 0;
    let most = 0;
    const one = check('x', async () => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      return undefined;
    });
    await runChecks(
      Array.from({ length: 9 }, () => one),
      around,
      3,
      () => {},
    );
    expect(most).toBeLessThanOrEqual(3);
  });

  it('has nothing beside a check that wants to be alone, and runs those last', async () => {
    const told: string[] = [];
    let now = 0;
    const counting = (name: string): Check =>
      check(name, async () => {
        now += 1;
        await Promise.resolve();
        if (name.startsWith('alone') && now !== 1) throw new Error(`${now} at once`);
        now -= 1;
        return undefined;
      });
    const alone = (name: string): Check => ({ ...counting(name), alone: true });
    const checks = [alone('alone 1'), counting('a'), alone('alone 2'), counting('b')];
    const results = await runChecks(checks, around, 3, ({ name }) => told.push(name));
    expect(told.slice(2)).toEqual(['alone 1', 'alone 2']);
    expect(results.map(({ name, result }) => `${name} ${result}`)).toEqual(checks.map(({ name }) => `${name} passed`));
  });

  it('leaves skipped ones out of the last line when there are none', () => {
    const passed: Checked = { name: 'a', seconds: 1, result: 'passed', note: undefined };
    expect(tally([passed])).toBe('1 passed, 0 failed');
  });
});

describe('judging a step', () => {
  const expected = { outcome: 'rolled-back', class: 'oom', sentence: /32Mi/, verdictWithin: 45 } as const;
  const outputs = { outcome: 'rolled-back', class: 'oom', sentence: 'limit of 32Mi', 'seconds-to-verdict': '3' };

  it('finds nothing wrong with what was expected', () => {
    expect(stepProblems({ outputs, exitCode: 1, summary: 'x', seconds: 9 }, expected)).toEqual([]);
  });

  it('names each difference, a green failure and a missing number included', () => {
    const problems = stepProblems({ outputs: {}, exitCode: 0, summary: '', seconds: 1 }, expected);
    expect(problems).toHaveLength(6);
  });

  it('takes an empty time for none, not for zero seconds', () => {
    const silent = { ...outputs, 'seconds-to-verdict': '' };
    expect(stepProblems({ outputs: silent, exitCode: 1, summary: 'x', seconds: 1 }, expected)).toHaveLength(1);
  });

  it('measures the whole step where nothing was written', () => {
    const refused = { outcome: 'refused', class: '', sentence: 'no ConfigMap', 'seconds-to-verdict': '' };
    const wanted = { outcome: 'refused', class: '', sentence: /ConfigMap/, verdictWithin: 3 } as const;
    const step = { outputs: refused, exitCode: 1, summary: 'x' };
    expect(stepProblems({ ...step, seconds: 2 }, wanted)).toEqual([]);
    expect(stepProblems({ ...step, seconds: 4 }, wanted)).toHaveLength(1);
  });

  it('measures how long going back took', () => {
    const step = { outputs, exitCode: 1, summary: 'x', seconds: 40 };
    expect(stepProblems(step, { ...expected, rolledBackWithin: 37 })).toEqual([]);
    expect(stepProblems(step, { ...expected, rolledBackWithin: 36 })).toHaveLength(1);
  });
});

describe('judging what clients saw', () => {
  const [scenario] = ROLLOUT_SCENARIOS.filter(({ id }) => id === 'oom');

  it('is content when the old pods answered every request', () => {
    if (scenario === undefined) throw new Error('The scenario "oom" is gone.');
    expect(seenProblems({ answered: 5, failed: [], bodies: ['first'] }, scenario)).toEqual([]);
    expect(seenProblems({ answered: 5, failed: ['refused'], bodies: ['first', 'second'] }, scenario)).toHaveLength(2);
    expect(seenProblems({ answered: 0, failed: [], bodies: [] }, scenario)).toHaveLength(1);
  });
});

describe('the scenarios', () => {
  it('have ids of their own that fit into a namespace', () => {
    const ids = [...ROLLOUT_SCENARIOS, ...ROLLOUT_CASES].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z][a-z0-9-]{1,30}$/.test(id))).toEqual([]);
  });

  it('carry the number of the acceptance scenario that they are', () => {
    const numbers = ROLLOUT_CASES.filter(isAcceptance).map(({ name, id }) => [
      /^S\d+/.exec(name)?.[0].toLowerCase(),
      id,
    ]);
    expect(numbers.filter(([number = '', id = '']) => id.split('-')[0] !== number)).toEqual([]);
  });

  it('give kubectl a deadline that somebody can wait for', () => {
    expect(JSON.stringify(web({ image: 'x' }))).toContain('"progressDeadlineSeconds":60');
  });
});

describe('the table of times', () => {
  const run = (verdict: string, passed: boolean): TimedRun => ({
    id: 'oom',
    passed,
    last: { outputs: { outcome: 'rolled-back', class: 'oom', 'seconds-to-verdict': verdict }, seconds: 9 },
    baseline: { verdict: 'failed', seconds: 61, said: '' },
  });

  it('has one line for all runs of a scenario, with the time in the middle and the extremes', () => {
    const [, row] = timesTable([run('7', true), run('30', false), run('6', true)]).split('\n');
    expect(row?.split(/ {2,}/)).toEqual([
      'oom',
      '2 of 3',
      'rolled-back',
      'oom',
      '6.0',
      '7.0',
      '30.0',
      'failed',
      '61.0',
    ]);
  });

  it('keeps every run', () => {
    expect(rowOf(run('7', true))).toEqual(['oom', 'rolled-back', 'oom', '7.0', '9.0', 'failed', '61.0', '', '']);
  });
});

describe('turns', () => {
  it('let in at most so many at once, in the order in which they came, also after one that failed', async () => {
    const inTurn = turns(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const all = [0, 1, 2, 3].map((index) =>
      inTurn(async () => {
        begun.push(index);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (index === 0) throw new Error('no');
      }).catch(() => undefined),
    );
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    ends[0]?.();
    await all[0];
    expect(begun).toEqual([0, 1, 2]);
    for (const end of ends) end();
    await all[2];
    for (const end of ends) end();
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2, 3]);
  });
});
