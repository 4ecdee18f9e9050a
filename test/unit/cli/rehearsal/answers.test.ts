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

  it('of a terminal are those to the question, not what was typed before', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    input.write('clear\ny\n');
    const answers = answersFrom(input);
    await answers.forgetTypedAhead();
    const answer = answers.next();
    input.write('no\n');
    expect(await answer).toBe('no');
    input.write('y\n');
    await answers.forgetTypedAhead();
    input.end('yes\n');
    expect(await answers.next()).toBe('yes');
    answers.close();
  });

  it('of a pipe were written for the questions', async () => {
    const input = new PassThrough();
    input.write('y\n');
    const answers = answersFrom(input);
    await answers.forgetTypedAhead();
    expect(await answers.next()).toBe('y');
    answers.close();
  });

  it('are not read before the first question', () => {
    const input = new PassThrough();
    answersFrom(input).close();
    expect(input.destroyed).toBe(false);
    expect(input.listenerCount('data')).toBe(0);
  });
});
