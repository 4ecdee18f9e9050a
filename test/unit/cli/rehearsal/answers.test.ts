import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { answersFrom } from '../../../../cli/rehearsal/answers.ts';

describe('answers', () => {
  it('are lines, each used once, also when all came at once', async () => {
    const input = new PassThrough();
    input.write('y\nno\n');
    const answers = answersFrom(input);
    expect(await answers.next()).toBe('y');
    expect(await answers.next()).toBe('no');
    const third = answers.next();
    input.write('later\n');
    expect(await third).toBe('later');
    answers.close();
  });

  it('end with the input, a last line without its newline included', async () => {
    const input = new PassThrough();
    const answers = answersFrom(input);
    input.end('yes');
    expect(await answers.next()).toBe('yes');
    expect(await answers.next()).toBeUndefined();
    expect(await answers.next()).toBeUndefined();
  });

  it('are not read before the first question', () => {
    const input = new PassThrough();
    answersFrom(input).close();
    expect(input.destroyed).toBe(false);
    expect(input.listenerCount('data')).toBe(0);
  });
});
