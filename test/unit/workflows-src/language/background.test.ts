import { describe, expect, it } from '@jest/globals';
import { background, cancel, parallel, wait, waitForAll } from '../../../../workflows-src/language/background.ts';
import { run, type Step } from '../../../../workflows-src/language/step.ts';
import { made, said, untyped, wf } from '../rules/small-workflows.ts';

const slow = (name = 'Slow') => background(run({ name, run: 'sleep 9', outputs: ['made'] }));
const of = (...steps: unknown[]) => said(wf([made({ steps: untyped<Step[]>(steps) })]));

describe('a step in the background', () => {
  const one = slow();
  const waited = wait({ name: 'Wait', for: { one } });
  const reads = run({ name: 'Read', run: 'a', env: { X: waited.results.one.outputs.made } });

  it('is read behind who has waited for it', () => {
    expect(of(one, waited, reads)).toEqual([]);
    expect(of(one, waitForAll({ name: 'All' }), reads)).toEqual([]);
    expect(of(one, cancel({ name: 'End', step: one }), reads)).toEqual([]);
  });

  it('is not read before, by whatever way its output is reached', () => {
    expect(of(one, reads, waited)).toEqual([expect.stringMatching(/^awaitedSteps: .*"Slow" may still run/)]);
    const other = slow('Other');
    expect(of(one, other, wait({ name: 'Wait', for: { other } }), reads)).toEqual([
      expect.stringMatching(/^awaitedSteps: .*"Slow" may still run/),
    ]);
    const direct = untyped<{ outputs: { made: never } }>(one).outputs.made;
    expect(of(one, run({ name: 'Read', run: 'a', env: { X: direct } }))).toEqual([
      expect.stringMatching(/^awaitedSteps: .*wait for it first/),
    ]);
    const hands = made({ steps: untyped<Step[]>([one]), outputs: { x: direct } });
    expect(said(wf([hands]))).toEqual([expect.stringMatching(/^awaitedSteps: .*may still run/)]);
  });

  it('stands above who waits for it', () => {
    expect(of(waited, one)).toEqual([expect.stringMatching(/^awaitedSteps: .*No step of that name/)]);
    expect(of(run({ name: 'A', run: 'a' }), cancel({ name: 'End', step: one }))).toEqual([
      expect.stringMatching(/^awaitedSteps: .*No step of that name/),
    ]);
    expect(of(one, wait({ name: 'Wait', for: {} }))).toEqual([
      expect.stringMatching(/^awaitedSteps: .*waits for nothing/),
    ]);
  });

  it('is one of ten', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => slow(`S${index}`));
    expect(of(...many(10))).toEqual([]);
    expect(of(...many(11))).toEqual([expect.stringMatching(/^awaitedSteps: .*10 steps at once/)]);
    expect(of(...many(10), waitForAll({ name: 'All' }), slow('Next'))).toEqual([]);
  });
});

describe('steps side by side', () => {
  const left = run({ name: 'Left', run: 'a', outputs: ['x'] });
  const right = (more: object = {}) => run({ name: 'Right', run: 'b', ...more });

  it('are read behind the group', () => {
    expect(of(parallel(left, right()), run({ name: 'C', run: 'c', env: { X: left.outputs.x } }))).toEqual([]);
  });

  it('do not read each other, and hold nothing that waits or runs on', () => {
    expect(of(parallel(left, right({ env: { X: left.outputs.x } })))).toEqual([
      expect.stringMatching(/^awaitedSteps: .*runs beside who reads it/),
    ]);
    expect(of(parallel(left, untyped(slow())))).toEqual([expect.stringMatching(/^awaitedSteps: .*within a group/)]);
    expect(of(parallel())).toEqual([expect.stringMatching(/^awaitedSteps: .*nothing to do/)]);
  });

  it('keep every other rule, too', () => {
    expect(of(parallel(left, right({ run: 'gh pr merge 1' })))).toEqual([expect.stringMatching(/^statedRights: /)]);
    expect(of(parallel(left, left))).toEqual([expect.stringMatching(/^ownNames: .*another name/)]);
  });
});
