import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCommandFile } from '../../cluster/command-file.ts';

describe('what a step wrote into its output file', () => {
  it('is read line by line, and the last value of a name counts', () => {
    expect(parseCommandFile('outcome=complete\nnote=a=b\noutcome=failed\n')).toEqual({
      outcome: 'failed',
      note: 'a=b',
    });
  });

  it('may have several lines between delimiters', () => {
    expect(parseCommandFile('sentence<<E\nfirst\n\nx=y\nE\nclass=\n')).toEqual({ sentence: 'first\n\nx=y', class: '' });
  });

  it('is refused when a block never ends, or a line is neither form', () => {
    expect(() => parseCommandFile('sentence<<E\nfirst\n')).toThrow('never ends');
    expect(() => parseCommandFile('hello\n')).toThrow('neither');
  });

  it('gives every value back', () => {
    const value = fc.string().filter((text) => !/\r/.test(text) && !text.split('\n').includes('D1'));
    fc.assert(fc.property(value, (text) => parseCommandFile(`name<<D1\n${text}\nD1\n`)['name'] === text));
  });
});
