import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanSentence, logLines, markdownBlock, markdownText } from '../../../domain/untrusted-text.ts';

const nasty = fc
  .array(
    fc.constantFrom(
      '::',
      '##[',
      'error',
      '::add-mask::x',
      '\n',
      '\r',
      ' ',
      '`',
      '```',
      '|',
      '<',
      '\u001b[31m',
      '\u0000',
      'x',
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

describe('text of pods', () => {
  it('shows no secret that hides behind characters nobody sees', () => {
    for (const gap of ['\u001b[0m', '\u200b', '\u00ad', '\u202e', '\u009b1m', '\u0000', '\u2060'])
      expect(cleanSentence(`pass${gap}word=hun${gap}ter2`)).toBe('password=***');
  });

  it('of a megabyte without a line end is looked at in no time, and cut', () => {
    for (const part of ['x', 'password', 'a=', '-', 'eyJ', '\u001b[', '://:', 'A+/='])
      expect(cleanSentence(part.repeat(1_000_000 / part.length)).length).toBeLessThan(2_100);
  });

  it('cannot start a formula, a mention or a line of its own in a paragraph', () => {
    expect(markdownText('$x$ @octocat\u2028# head')).toBe('\\$x\\$ \\@octocat \\# head');
  });

  it('can never be a workflow command in the log', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const line = logLines([text])[0] ?? '';
        expect(line).not.toMatch(/[\r\n]/);
        expect(line.trimStart().startsWith('::')).toBe(false);
        expect(line).not.toContain('##[');
      }),
    );
  });

  it('can neither leave its block nor its table cell in the summary', () => {
    fc.assert(
      fc.property(fc.array(nasty), (lines) => {
        const block = markdownBlock(lines).split('\n');
        const fence = /^`+/.exec(block[0] ?? '')?.[0] ?? '';
        expect(block.slice(1, -1).filter((line) => line.startsWith(fence))).toEqual([]);
        for (const line of lines) {
          const cell = markdownText(line);
          expect(cell).not.toMatch(/[\r\n<]|(?<!\\)[|`]/);
        }
      }),
    );
  });

  it('gives sentences of one line without control characters', () => {
    expect(cleanSentence('a\n\u001b[31mred\u001b[0m\tpassword=x')).toBe('a red password=***');
  });
});
