import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { judge } from '../../../../domain/verdict/judge.ts';
import type { Watched } from '../../../../domain/verdict/kubernetes.ts';
import { GOOD_LIVES } from './recorded/lives/good-lives.ts';
import { LIVES } from './recorded/lives/lives.ts';
import { replay, type Script, type Told } from './recorded/script.ts';

const kindOf = ({ fact }: Told): Watched['kind'] => (fact.type === 'listed' ? fact.kind : fact.object.kind);
const KINDS = [
  'Deployment',
  'ReplicaSet',
  'Pod',
  'Event',
  'Job',
  'DaemonSet',
  'PersistentVolumeClaim',
  'Custom',
] as const;
const GOOD = new Map(Object.entries(GOOD_LIVES).map(([name, script]) => [name, script()]));
const anyGood = fc.constantFrom(...GOOD.keys());
const goodLife = (name: string): Script => {
  const script = GOOD.get(name);
  if (script === undefined) throw new Error(`There is no life "${name}".`);
  return script;
};
const BAD = Object.entries(LIVES).map(([name, { script }]) => ({ name, script: script() }));
const lastSecond = ({ told }: Script): number => Math.max(...told.map(({ second }) => second));

/** The stream of one kind is cut for a while: what it had to tell comes when it is back, and the observer's clock stands still
 *  as long as it is away. */
function interrupted({ told }: Script, kind: Watched['kind'], from: number, length: number): readonly Told[] {
  const clock = (second: number) => second - Math.min(length, Math.max(0, second - from));
  return told
    .map((one) =>
      kindOf(one) === kind && one.second >= from && one.second < from + length
        ? { ...one, second: from + length }
        : one,
    )
    .toSorted((a, b) => a.second - b.second)
    .map((one) => ({ ...one, second: clock(one.second) }));
}

describe('missing sight', () => {
  it('for a while, of any stream, fails no rollout that heals', () => {
    fc.assert(
      fc.property(
        anyGood,
        fc.constantFrom(...KINDS),
        fc.nat(25),
        fc.integer({ min: 1, max: 170 }),
        (name, kind, from, length) => {
          const script = goodLife(name);
          const told = interrupted(script, kind, from, length);
          const moments = [...told.map(({ second }) => second), lastSecond(script) + 15];
          for (const [index, now] of moments.entries()) {
            // What is known right before the next fact comes, at the time that it comes.
            const verdict = judge(replay(script, told.slice(0, index)), now * 1000, GRACES);
            expect({ name, now, ...verdict }).not.toMatchObject({ state: 'failed' });
          }
          expect(judge(replay(script, told), (lastSecond(script) + 60) * 1000, GRACES).state).toBe('complete');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('of whole streams fails nothing that goes well, and completes nothing', () => {
    fc.assert(
      fc.property(
        anyGood,
        fc.subarray([...KINDS], { minLength: 1 }),
        fc.integer({ min: 0, max: 99 }),
        (name, unseen, now) => {
          const script = goodLife(name);
          const told = script.told.filter((one) => !unseen.some((kind) => kind === kindOf(one)));
          const verdict = judge(
            replay(
              script,
              told.filter(({ second }) => second <= now),
            ),
            now * 1000,
            GRACES,
          );
          const plain = name === 'a plain start' || name === 'a DaemonSet' || name === 'a claim';
          if (plain) expect(verdict.state).not.toBe('failed');
          const needed = new Set([
            script.subject.kind,
            ...(script.subject.kind === 'Deployment' ? ['ReplicaSet', 'Pod'] : []),
          ]);
          if (unseen.some((kind) => needed.has(kind))) expect(verdict.state).not.toBe('complete');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('of everything is unknown after the timeout, never failed', () => {
    for (const script of [...GOOD.values(), ...BAD.map((life) => life.script)]) {
      expect(judge(replay(script, []), 599_000, GRACES).state).toBe('progressing');
      expect(judge(replay(script, []), 600_000, GRACES).state).toBe('unknown');
    }
  });

  it('of the object itself never fails it by its pods', () => {
    for (const { name, script } of BAD) {
      const told = script.told.filter((one) => kindOf(one) !== script.subject.kind);
      expect({ name, ...judge(replay(script, told), 10_000_000, GRACES) }).toMatchObject({ name, state: 'unknown' });
    }
  });
});
