import { describe, expect, it } from '@jest/globals';
import { claimsExpression } from '../../../../rehearsal/cloud/claims-expression.ts';

const CLAIMS = { ref: 'refs/heads/main', repository_id: '74', event_name: 'push' };
const of = async (text: string, claims: Readonly<Record<string, string>> = CLAIMS): Promise<unknown> =>
  (await claimsExpression(text))(claims);

describe('an expression over the claims of a token', () => {
  it.each([
    ["assertion.ref == 'refs/heads/main'", true],
    ["assertion.ref == 'refs/heads/mai'", false],
    ["assertion.ref.startsWith('refs/heads/')", true],
    ["assertion.ref.startsWith('main')", false],
    ["assertion.event_name in ['x', 'push']", true],
    ["assertion.event_name in ['x', 'pus']", false],
    ['has(assertion.environment)', false],
    ['has(assertion.environment) == false', true],
    ["assertion.repository_id + '/build'", '74/build'],
  ])('%s is %s', async (text, value) => {
    expect(await of(text)).toBe(value);
  });

  it.each([
    "assertion.environment == 'x'",
    "assertion.environment.startsWith('x')",
    "assertion.environment in ['x']",
    "assertion.ref == 'refs/heads/main' && assertion.environment == 'x'",
  ])('%s asks for an absent claim, and is nothing', async (text) => {
    expect(await of(text)).toBeUndefined();
  });

  it('is forgiven an absent claim only where something else holds as a whole', async () => {
    expect(await of("assertion.environment == 'x' || assertion.ref == 'refs/heads/main'")).toBe(true);
    expect(await of("assertion.environment == 'x' || assertion.ref == 'other'")).toBeUndefined();
  });

  it.each([
    ["assertion.ref.matches('^refs')", '"matches" in the expression'],
    ["assertion.ref != 'x'", '"_!=_"'],
    ["assertion.ref.endsWith('x')", '"endsWith"'],
    ["!(assertion.ref == 'x')", '"!_"'],
    ["google.subject == 'x'", 'a field of anything but "assertion"'],
    ["assertion.a.b == 'x'", 'a field of anything but "assertion"'],
    ['assertion', 'identExpr'],
    ["assertion.ref == 'x' &&", 'the expression'],
  ])('%s is not rehearsed, and says so', async (text, sentence) => {
    await expect(of(text)).rejects.toThrow(sentence);
    await expect(of(text)).rejects.toThrow('is not rehearsed');
  });
});
