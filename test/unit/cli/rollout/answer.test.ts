import { describe, expect, it } from '@jest/globals';
import { jsonText, outcomeAnswer } from '../../../../cli/rollout/answer.ts';
import { OUTCOMES } from '../../../../domain/outcome.ts';

const told = (outcome: (typeof OUTCOMES)[number], sentence = 'What happened.') =>
  outcomeAnswer({ command: 'apply' }, { outcome, class: undefined, sentence, remedy: 'Do it.', report: '##[error]x' }, [
    'a.yaml:3',
  ]);

describe('the answer to an outcome', () => {
  it('ends with 0 only where nothing is left to do', () => {
    expect(OUTCOMES.filter((outcome) => told(outcome).exitCode === 0)).toEqual(['complete', 'superseded', 'skipped']);
  });

  it('has the sentence, the next step, and the line of the manifest', () => {
    expect(told('failed').lines.map(({ text }) => text)).toEqual([
      '✗ failed: What happened.',
      '  Do this: Do it.',
      '  At a.yaml:3',
    ]);
  });

  it('cannot be a command of the runner that it is printed on', () => {
    const answer = told('failed', '##[error]fooled');
    expect(answer.lines.map(({ text }) => text).join('\n')).not.toContain('##[');
    expect(jsonText(answer.json)).not.toContain('##[');
    expect(JSON.parse(jsonText(answer.json))).toMatchObject({ report: '##[error]x', outcome: 'failed' });
  });
});
