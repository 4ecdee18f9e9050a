import { describe, expect, it } from '@jest/globals';
import { STRANGER } from '../../../../workflows-src/language/contexts.ts';
import { expression } from '../../../../workflows-src/language/expression.ts';
import { made, raw, said, step, untyped, wf } from './small-workflows.ts';

describe('the same expression at several places', () => {
  const stranger = untyped<never>(STRANGER.headRef);

  it('may be right at one and wrong at another, in either order', () => {
    const right = step({ name: 'Right', env: { A: stranger } });
    const wrong = step({ name: 'Wrong', run: 'true', shell: stranger });
    const found = (...steps: readonly (typeof right)[]) =>
      said(wf([made({ steps })])).filter((each) => each.startsWith('contextsInPlace'));
    expect(found(right)).toEqual([]);
    expect(found(right, wrong)).toEqual(found(wrong, right));
    expect(found(right, wrong)).toEqual([expect.stringContaining('shell of step "Wrong"')]);
  });

  it('is named at every place where it is wrong', () => {
    const unknown = raw('githbu.ref');
    const steps = [step({ name: 'One', env: { A: unknown } }), step({ name: 'Two', env: { A: unknown } })];
    expect(said(wf([made({ steps })])).filter((each) => each.startsWith('readableExpressions'))).toEqual([
      expect.stringContaining('env.A of step "One": GitHub has no context "githbu"'),
      expect.stringContaining('env.A of step "Two": GitHub has no context "githbu"'),
    ]);
  });

  it('tells nothing as a condition, and something as a variable', () => {
    const text = expression<boolean, 'github'>('github.ref', { uses: ['github'] });
    const found = (...steps: readonly ReturnType<typeof step>[]) =>
      said(wf([made({ steps })])).filter((each) => each.startsWith('tellingConditions'));
    const variable = step({ name: 'Says', env: { REF: untyped(text) } });
    const condition = step({ name: 'Asks', if: text });
    expect(found(variable)).toEqual([]);
    expect(found(variable, condition)).toEqual([expect.stringContaining('if of step "Asks"')]);
  });
});
