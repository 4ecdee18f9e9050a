import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GRACES } from '../../../../../domain/verdict/graces.ts';
import { judge } from '../../../../../domain/verdict/judge.ts';
import { StandingVerdicts } from '../../../../../engine/rollout/watch/standing-verdicts.ts';
import { GOOD_LIVES } from '../../../domain/verdict/recorded/lives/good-lives.ts';
import { LIVES } from '../../../domain/verdict/recorded/lives/lives.ts';
import { replay, type Script } from '../../../domain/verdict/recorded/script.ts';

const ALL = new Map<string, Script>([
  ...Object.entries(LIVES).map(([name, { script }]) => [name, script()] as const),
  ...Object.entries(GOOD_LIVES).map(([name, script]) => [name, script()] as const),
]);
const anyLife = fc.constantFrom(...ALL.keys());
const scriptOf = (name: string): Script => {
  const script = ALL.get(name);
  if (script === undefined) throw new Error(`There is no life "${name}".`);
  return script;
};

describe('a standing verdict', () => {
  it('is the one that judging anew would give, at any time, also when the clock is set back', () => {
    fc.assert(
      fc.property(
        anyLife,
        fc.nat(),
        fc.array(fc.integer({ min: 0, max: 700_000 }), { minLength: 2 }),
        (name, cut, times) => {
          const script = scriptOf(name);
          const observation = replay(script, script.told.slice(0, 1 + (cut % script.told.length)));
          const standing = new StandingVerdicts(GRACES);
          for (const now of times) expect(standing.on(observation, now)).toEqual(judge(observation, now, GRACES));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('stands until its time comes, without being judged again', () => {
    const script = scriptOf('crash-loop');
    const observation = replay(script, script.told.slice(0, 3));
    const standing = new StandingVerdicts(GRACES);
    const verdict = standing.on(observation, 3_000);
    if (verdict.state !== 'progressing') throw new Error(`The verdict is ${verdict.state}.`);
    expect(standing.on(observation, verdict.wakeAt - 1)).toBe(verdict);
    expect(standing.on(observation, verdict.wakeAt)).not.toBe(verdict);
  });

  it('does not stand for what was seen since', () => {
    const script = scriptOf('crash-loop');
    const [before, after] = [replay(script, script.told.slice(0, 3)), replay(script, script.told.slice(0, 4))];
    const standing = new StandingVerdicts(GRACES);
    standing.on(before, 3_000);
    expect(standing.on(after, 3_000)).toEqual(judge(after, 3_000, GRACES));
  });
});
