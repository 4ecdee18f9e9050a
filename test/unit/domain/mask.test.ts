import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mask } from '../../../domain/mask.ts';
import rules from '../../../domain/secret-forms.json' with { type: 'json' };

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
    ['pass=hunter2', 'pass=***'],
    ['DB_PASS: hunter2', 'DB_PASS: ***'],
    ['{"pass":"hunter2"}', '{"pass":"***"}'],
    ['pw=hunter2', 'pw=***'],
    ['hvs.CAESIJ0mqrsTUV', '***'],
    [`dop_v1_${'a1'.repeat(32)}`, '***'],
    ['dop_v1_abcdef0123', '***'],
    ['glptt-abcdefghij0123456789', '***'],
    ['ENCRYPTION_KEY=abc', 'ENCRYPTION_KEY=***'],
    ['sessionid=abc', 'sessionid=***'],
    ['Authorization: Token abc', 'Authorization: Token ***'],
    ['authorization=abc', 'authorization=***'],
    ['app --db-password hunter2 --verbose', 'app --db-password *** --verbose'],
    ['https://abcdefghij0123456789@host.example/x', 'https://***@host.example/x'],
    [`key ops_eyJ${'a'.repeat(250)} end`, 'key *** end'],
    ['"lin_oauth p8e-abcdefghijklmnopqrstuvwxyz012345"', '"lin_oauth ***"'],
    ['{"auth": "dXNlcjpwYXNzd29yZA=="}', '{"auth": "***"}'],
    ['machine h login u password hunter2', 'machine h login u password ***'],
    ['-----BEGIN PGP PRIVATE KEY BLOCK-----\nlQ\n-----END PGP PRIVATE KEY BLOCK-----', '***'],
    ['eyJhbGciOiJkaXIi.abcdefghi.abcdefghi.abcdefghi.abc', '***'],
    ['1//0abcdefghijklmnopqrstuvwxyz', '***'],
    ['123456789:AAabcdefghijklmnopqrstuvwxyz012345', '***'],
    ['whsec_abcdefghijklmnop', '***'],
    ['https://discord.com/api/webhooks/1/abc-d', 'https://discord.com/api/webhooks/***'],
    ['auth: enabled, login is wanted', 'auth: enabled, login is wanted'],
    ['passed: 3, bypass=on, compass: north', 'passed: 3, bypass=on, compass: north'],
    ['pass-through: on', 'pass-through: on'],
    ['git@github.com, ssh://git@github.com/x', 'git@github.com, ssh://git@github.com/x'],
    ['keyboard=us, monkey: 2', 'keyboard=us, monkey: 2'],
    ['no authorization was given', 'no authorization was given'],
  ])('%j becomes %j', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it('are looked for by every kept rule in bounded time, whatever its words are in', () => {
    const words = [...new Set(rules.forms.flatMap(({ keywords }) => keywords))];
    for (const word of words)
      for (const between of ['', 'a', '-', '=']) mask(`${word}${between}`.repeat(8_000 / (word.length + 1)));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 })), { maxLength: 30 }),
        (parts) => {
          expect(mask(parts.join(''))).toBeDefined();
        },
      ),
      { numRuns: 50 },
    );
  });

  it('come with their source, its day and its licence', () => {
    expect(rules.source).toMatch(/^https:\/\/github\.com\/gitleaks\/gitleaks\/blob\/[0-9a-f]{40}\//);
    expect(rules.licence).toMatch(/^MIT License/);
    expect(rules.forms.length).toBeGreaterThan(100);
    for (const { source, flags } of rules.forms) expect(() => new RegExp(source, flags)).not.toThrow();
  });
});
