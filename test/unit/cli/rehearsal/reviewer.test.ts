import { describe, expect, it } from '@jest/globals';
import type { Answers } from '../../../../cli/rehearsal/answers.ts';
import { reviewer } from '../../../../cli/rehearsal/reviewer.ts';
import { Narrator } from '../../../../rehearsal/story/narrator.ts';
import { plainPaper } from '../../rehearsal/story/plain-paper.ts';

const answering = (...given: readonly (string | undefined)[]): Answers => {
  const left = [...given];
  return { forgetTypedAhead: async () => {}, next: async () => left.shift(), close: () => {} };
};

describe('the reviewer', () => {
  for (const { answer, approved } of [
    { answer: 'y', approved: true },
    { answer: ' YES ', approved: true },
    { answer: '', approved: false },
    { answer: 'n', approved: false },
    { answer: 'No', approved: false },
  ]) {
    it(`${approved ? 'approves' : 'rejects'} with "${answer}"`, async () => {
      const paper = plainPaper();
      expect(await reviewer(new Narrator(paper, () => 0), answering(answer))('production-approval')).toBe(approved);
      expect(paper.text).toContain('Approve production-approval? [y/N]');
    });
  }

  it('asks again after what is neither yes nor no', async () => {
    const paper = plainPaper();
    const rejected: string[] = [];
    const hear = (environment: string): unknown => rejected.push(environment);
    expect(await reviewer(new Narrator(paper, () => 0), answering('clear', 'yesterday', 'y'), hear)('live')).toBe(true);
    expect(paper.text.split('Approve live? [y/N]')).toHaveLength(4);
    expect(paper.text).toContain('That is neither yes nor no.');
    expect(await reviewer(new Narrator(paper, () => 0), answering('nope', 'n'), hear)('live')).toBe(false);
    expect(rejected).toEqual(['live']);
  });

  it('rejects at the end of the input and says how a script approves', async () => {
    const paper = plainPaper();
    expect(await reviewer(new Narrator(paper, () => 0), answering(undefined))('production-approval')).toBe(false);
    expect(paper.text).toContain('production-approval was rejected: the input ended before an answer');
    expect(paper.text).toContain('in a script: --approve');
  });
});
