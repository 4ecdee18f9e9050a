import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seconds } from '../../../../domain/seconds.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { judge } from '../../../../domain/verdict/judge.ts';
import { FAILURE_CLASSES } from '../../../../domain/verdict/table.ts';
import type { Verdict } from '../../../../domain/verdict/verdict.ts';
import { GOOD_LIVES } from './recorded/lives/good-lives.ts';
import { LIVES } from './recorded/lives/lives.ts';
import { replay, type Script, type Told } from './recorded/script.ts';
import { disturbed } from './recorded/sequences.ts';

/** After every grace, and before the timeout: what is still on its way then stays so. */
const LATER = 50_000_000;
const PATIENT = { ...GRACES, timeout: seconds(100_000) };

const BAD = FAILURE_CLASSES.map(({ code }) => ({ name: code as string, script: LIVES[code].script() }));
const GOOD = Object.entries(GOOD_LIVES).map(([name, script]) => ({ name, script: script() }));
const ALL = new Map([...BAD, ...GOOD].map(({ name, script }) => [name, script]));
const anyLife = fc.constantFrom(...ALL.keys());
const scriptOf = (name: string): Script => {
  const script = ALL.get(name);
  if (script === undefined) throw new Error(`There is no life "${name}".`);
  return script;
};

/** The verdict without the time at which it may change. */
const lasting = (script: Script, told: readonly Told[] = script.told) => {
  const verdict: Verdict = judge(replay(script, told), LATER, PATIENT);
  return verdict.state === 'progressing' ? { state: verdict.state, sentence: verdict.sentence } : verdict;
};
const inOrder = new Map([...ALL].map(([name, script]) => [name, lasting(script)]));

describe('the final verdict', () => {
  it.each(FAILURE_CLASSES.map(({ code }) => code))('of a life of class %s names object and cause', (code) => {
    const verdict = inOrder.get(code);
    expect(verdict).toMatchObject({ state: 'failed', class: code, remedy: expect.stringMatching(/\S/) });
    expect(verdict?.sentence).toMatch(LIVES[code].object);
    expect(verdict?.sentence).toMatch(LIVES[code].cause);
  });

  it.each(Object.keys(GOOD_LIVES))('of %s is complete', (name) => {
    expect(inOrder.get(name)).toMatchObject({ state: 'complete' });
  });

  it('is the same in 10,000 sequences: in any order, with repeated facts, with lists of any moment between them', () => {
    fc.assert(
      fc.property(anyLife, fc.noShrink(fc.integer()), (name, seed) => {
        const script = scriptOf(name);
        const verdict = lasting(script, disturbed(script, seed));
        expect({ name, ...verdict }).toEqual({ name, ...inOrder.get(name) });
      }),
      { numRuns: 10_000 },
    );
  });

  it('wakes up later than now as long as it is progressing', () => {
    fc.assert(
      fc.property(anyLife, fc.integer({ min: 0, max: 700 }), (name, second) => {
        const verdict = scriptOf(name).verdict(second);
        if (verdict.state === 'progressing') expect(verdict.wakeAt).toBeGreaterThan(second * 1000);
      }),
      { numRuns: 500 },
    );
  });
});
