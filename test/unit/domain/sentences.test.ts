import { describe, expect, it } from '@jest/globals';
import { inSentences } from '../../../domain/sentences.ts';

describe('sentences in one text', () => {
  it.each([
    [
      ['object is being terminated', 'The API server refuses Service "a"'],
      'object is being terminated. The API server refuses Service "a".',
    ],
    [['It ends.', 'So does this!', 'And this?'], 'It ends. So does this! And this?'],
    [['It said: "No flags."', 'It said: "no flags"'], 'It said: "No flags." It said: "no flags".'],
    [['(By the way.)', 'It goes on …'], '(By the way.) It goes on …'],
    [['One ', undefined, '', ' \n', 'two\n'], 'One. two.'],
    [[], ''],
  ])('%j are %j', (parts, text) => {
    expect(inSentences(...parts)).toBe(text);
  });
});
