import { describe, expect, it } from '@jest/globals';
import type { WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { Narrator } from '../../../../rehearsal/story/narrator.ts';
import { shownLines, shownText } from '../../../../rehearsal/story/shown-text.ts';
import { plainPaper } from './plain-paper.ts';

describe('a text of somebody else', () => {
  it.each([
    ['bell\u0007, escape\u001b[2J, return\r, line\n', 'bell␇, escape␛[2J, return␍, line␊'],
    ['\u007f\u009b31m\u202etxt\u2066\ufeff', '␡�31m�txt��'],
    ['ordinary: é ☃ 한 🎉 \u00a0 ~', 'ordinary: é ☃ 한 🎉 \u00a0 ~'],
  ])('%j shows what it hides', (text, shown) => {
    expect(shownText(text)).toBe(shown);
  });

  it('may have lines where it is told in lines', () => {
    expect(shownLines('a\u001bb\nc\r\nd')).toBe('a␛b\nc␍\nd');
  });

  it('does nothing to a terminal, wherever the narrator tells it', () => {
    const paper = plainPaper(200);
    const narrator = new Narrator(paper, () => 0);
    const text = '\u001b]0;x\u0007\r';
    const run = { id: 7, headBranch: 'main' } as WorkflowRun;
    const job = { path: 'a', name: `job${text}` };
    const step = { number: 1, id: 's', name: `step${text}`, place: { file: 'w.yml', line: 1 } };
    const annotation = { level: 'error', message: `error${text}`, properties: {} } as const;
    narrator.hear({ run, job, kind: 'job-waiting', reason: { for: 'reviewers', environment: `place${text}` } });
    narrator.hear({ run, job, kind: 'job-started' });
    narrator.hear({ run, job, kind: 'step-started', step });
    narrator.hear({ run, job, kind: 'annotation', step, annotation });
    narrator.hear({ run, job, kind: 'job-ended', conclusion: 'failure' });
    narrator.say(`line${text}`);
    narrator.sentence(`sentence${text}`, 'bad');
    narrator.lastWord(`word${text}`);
    narrator.rest();
    const written = paper.text.replaceAll('\r\u001b[2K', '');
    for (const word of ['job', 'step', 'error', 'place', 'line', 'sentence', 'word'])
      expect(written).toContain(`${word}␛]0;x␇␍`);
    expect(written).not.toMatch(/[\u0007\r]|\u001b\]/);
  });
});
