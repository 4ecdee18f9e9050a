import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanSentence, logLines, markdownBlock, markdownText, mask } from '../../../domain/untrusted-text.ts';

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
    ['-----BEGIN PRIVATE KEY-----\nMIIE', '***'],
    ['MIIEvQIBADANBgkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----\nnext', '***\nnext'],
    ["pull rate limit as 'acmebuilder': dckr_jti_abcdefghijklmnopqrst", "pull rate limit as '***': ***"],
    ['dckr_pat_abcdefghijklmnopqrst', '***'],
    ['AKIAIOSFODNN7EXAMPLE', '***'],
    ['ya29.a0AfH6SMBxxxxxxxxxxxxxxxx', '***'],
    ['sk_live_abcdefghijklmnop', '***'],
    ['AccountName=acme;AccountKey=abc+/==;EndpointSuffix=x', 'AccountName=acme;AccountKey=***;EndpointSuffix=x'],
    ['https://x.blob.example/c?sv=1&sig=abc%2B', 'https://x.blob.example/c?sv=1&sig=***'],
    ['redis://:s3cret@cache:6379', 'redis://***@cache:6379'],
    ['Set-Cookie: session=abc; HttpOnly', 'Set-Cookie: ***'],
    ['https://hooks.slack.com/services/T0/B0/abc', 'https://hooks.slack.com/services/***'],
    ['listening on port 8080', 'listening on port 8080'],
    ['token bucket is empty', 'token bucket is empty'],
    ['pod "token-issuer-5d8-x2v7k": secret "tls" not found', 'pod "token-issuer-5d8-x2v7k": secret "tls" not found'],
    ['in namespace "api-key": 0 of 2 new pods ready', 'in namespace "api-key": 0 of 2 new pods ready'],
    ['"token": s3cr3tvalue', '"token": ***'],
    ['"password": hunter', '"password": ***'],
    ["'token': abcdefgh", "'token': ***"],
    ['"password"=>"x"', '"password"=>"***"'],
    [String.raw`{\"password\":\"hunter\"}`, String.raw`{\"password\":\"***\"}`],
    ['Secret "api-token": not found', 'Secret "api-token": not found'],
  ])('%j becomes %j', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });
});

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
