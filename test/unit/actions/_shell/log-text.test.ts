import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { annotation, logLines } from '../../../../actions/_shell/log-text.ts';

/** Whether the runner would act on a line: it trims white space as .NET knows it, and looks for the old mark anywhere. */
const acts = (line: string): boolean =>
  line
    .replace(/^[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/, '')
    .startsWith('::') || line.includes('##[');
/** Text of what commands are made of. */
const hostile = fc
  .array(
    fc.constantFrom(
      '::',
      ':',
      '##[',
      '#',
      '[',
      'set-output name=x',
      ' ',
      '\t',
      '\u0085',
      '\u00a0',
      '\r',
      '\n',
      '\r\n',
      'a',
    ),
  )
  .map((parts) => parts.join(''));

describe('a line of the log', () => {
  it('never acts as a workflow command, whatever somebody wrote into it', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string()), (text) => {
        for (const line of logLines(text)) {
          expect(acts(line)).toBe(false);
          expect(line).not.toMatch(/[\r\n]/);
        }
      }),
    );
  });

  it('stays as it is when it cannot act', () => {
    for (const line of ['', 'ready', 'std::string', 'a ## [x]', ':']) expect(logLines(line)).toEqual([line]);
  });

  it('says what it would have said', () => {
    expect(logLines('  ::error::x\n##[group]y').map((line) => line.replaceAll('\u200b', ''))).toEqual([
      '  ::error::x',
      '##[group]y',
    ]);
  });
});

describe('what others wrote', () => {
  const hostile = 'a\u001b[2Jb\u202ec\u0007 password=hunter2';
  it('neither turns, hides and overwrites text, nor shows a secret', () => {
    expect(logLines(`${hostile}\r::stop-commands::x`)).toEqual(['abc password=***', ':\u200b:stop-commands::x']);
    expect(annotation(`${hostile}\n##[error]x`)).toBe('abc password=***\n#\u200b#[error]x');
  });
});

describe('an annotation', () => {
  it('ends where GitHub would cut it', () => {
    expect(annotation('x'.repeat(5000))).toHaveLength(4002);
    expect(annotation('x'.repeat(4000))).toHaveLength(4000);
  });
});
