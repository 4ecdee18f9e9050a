import { describe, expect, it } from '@jest/globals';
import { cut } from '../../../../actions/_shell/step-summary.ts';

describe('a summary that is too long', () => {
  it('ends at the end of a line, and says that it was cut', () => {
    expect(cut('one\ntwo\nthree\n', 9)).toBe('one\ntwo\n\n… the rest is left out: GitHub takes 1 MiB.\n');
  });

  it('closes the block that it was cut through', () => {
    expect(cut('````text\n```\nlong long\n````\n', 15)).toContain('````text\n```\n````\n\n… the rest');
  });

  it('is left alone when it is short enough', () => {
    expect(cut('é\n', 3)).toBe('é\n');
  });
});
