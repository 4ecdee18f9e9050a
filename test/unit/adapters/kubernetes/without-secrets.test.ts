import { describe, expect, it } from '@jest/globals';
import { withoutSecrets } from '../../../../adapters/kubernetes/exec-plugin.ts';

describe('what a program wrote', () => {
  it.each([
    ['{"access_token": "ya29.abcDEF-123", "x": 1}', '{"access_token": "***", "x": 1}'],
    ['go to https://user:secret@host/path', 'go to https://***@host/path'],
    ['got eyJhbGciOi.eyJzdWIi.c2ln from issuer', 'got *** from issuer'],
    ['-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\nend', '*** end'],
    ['token expired', 'token expired'],
  ])('%j is told as %j', (text, told) => {
    expect(withoutSecrets(text)).toBe(told);
  });
});
