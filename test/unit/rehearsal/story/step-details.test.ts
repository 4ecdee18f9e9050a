import { describe, expect, it } from '@jest/globals';
import { StepDetails } from '../../../../rehearsal/story/step-details.ts';

const seenOf = (...lines: readonly string[]) => {
  const details = new StepDetails();
  for (const line of lines) details.hear(line);
  return details.seen;
};

describe('what a step is given', () => {
  it('is what the runner writes before the work begins, and nothing that the work writes', () => {
    expect(
      seenOf(
        ...['before', '##[group]Run actions/x@v1', 'with:', '  a-b: one', '  text: two\nlines', 'shell: x', 'env:'],
        ...['  CI: ', '##[endgroup]', 'with:', '  c: three', '##[group]Run another'],
      ),
    ).toEqual({ run: 'actions/x@v1', with: { 'a-b': 'one', text: 'two\nlines' }, env: { CI: '' } });
  });

  it('is a name with a value after two blanks, and no line that is indented otherwise or has another name', () => {
    expect(seenOf('##[group]Run x', 'with:', 'a: b', ' a: b', '   a: b', '  a b: c', '  a:b', '  a: b')?.with).toEqual({
      a: 'b',
    });
  });

  it('is not known of a step that ran nothing', () => {
    expect(seenOf('with:', '  a: b')).toBeUndefined();
  });
});
