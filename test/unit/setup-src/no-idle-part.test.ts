import { describe, expect, it } from '@jest/globals';
import { BENT, HONEST } from './honest-tokens.ts';
import { filesOf } from './setup-of.ts';
import { admits } from './token.ts';
import { identitiesIn } from './told-identities.ts';

const { identities } = identitiesIn(filesOf().identities);

const PART = /has\(assertion\.\w+\) == false|assertion\.\w+(?: == '[^']*'| in \[[^\]]*\]|\.startsWith\('[^']*'\))/g;

/** Each question of each condition, and the condition without it. */
const parts = identities.flatMap(({ name, condition }) =>
  [...condition.matchAll(PART)].map((match) => {
    const [part] = match;
    const without = (said: string): string =>
      `${condition.slice(0, match.index)}${said}${condition.slice(match.index + part.length)}`;
    return { name, part, at: match.index, dropped: without('true'), denied: without('false') };
  }),
);

describe('no part of a condition is idle', () => {
  it.each(parts)('without $part at $at somebody else becomes $name', ({ dropped }) => {
    expect(BENT.some(([, token]) => admits(dropped, token))).toBe(true);
  });

  it.each(parts)('an honest job is $name by $part at $at', ({ name, denied }) => {
    const honest = HONEST.filter(([as]) => as === name).map(([, , token]) => token);
    expect(honest.every((token) => admits(denied, token))).toBe(false);
  });

  it('of which there are enough', () => {
    expect(parts.length).toBeGreaterThanOrEqual(45);
  });
});
