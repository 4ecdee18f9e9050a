import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  cleanSentence,
  logLine,
  markdownBlock,
  markdownText,
  mask,
} from '../../../../engine/rollout/untrusted-text.ts';

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

describe('secrets in text', () => {
  it.each([
    ['password=hunter2', 'password=***'],
    ['DB_PASSWORD: "hunter2"', 'DB_PASSWORD: "***"'],
    ['{"apiKey":"abc123","port":1}', '{"apiKey":"***","port":1}'],
    ['Authorization: Bearer abcdefghijkl', 'Authorization: Bearer ***'],
    ['postgres://app:s3cret@db/app', 'postgres://***@db/app'],
    ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', '***'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_def', 'token ***'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '***'],
    ['listening on port 8080', 'listening on port 8080'],
  ])('%j becomes %j', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });
});

describe('text of pods', () => {
  it('can never be a workflow command in the log', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const line = logLine(text);
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
