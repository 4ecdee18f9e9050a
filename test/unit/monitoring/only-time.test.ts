import { describe, expect, it } from '@jest/globals';
import type { WrittenGroup } from '../../../manifests-src/observability/rule.ts';
import { faster } from '../../monitoring/trial/faster.ts';
import { otherThanTime } from '../../monitoring/trial/only-time.ts';
import { triedGroups } from '../../monitoring/trial/watched.ts';

const rules = triedGroups((groups) => groups);
const shorter = triedGroups((groups) => faster(groups, 30));

/** The shorter rules with one thing that is wrong. */
const bent = (find: string, by: string): readonly WrittenGroup[] => {
  const text = JSON.stringify(shorter);
  if (!text.includes(find)) throw new Error(`The rules have no ${find}.`);
  return JSON.parse(text.replace(find, () => by));
};

describe('a trial that is faster', () => {
  it('changes times, and nothing else', () => expect(otherThanTime(rules, shorter, 30)).toBe(''));

  it('changes them all by the same factor', () => {
    expect(otherThanTime(rules, rules, 30)).not.toBe('');
    expect(otherThanTime(rules, shorter, 29)).not.toBe('');
  });

  it.each([
    ['a window', '[10s]', '[11s]'],
    ['an offset', 'offset 30s', 'offset 31s'],
    ['how long it must hold', '"for":"4s"', '"for":"5s"'],
    ['how often it is judged', '"interval":"1s"', '"interval":"2s"'],
    ['a threshold', '> 0.05', '> 0.04'],
    ['a label', 'status=\\"5xx\\"', 'status=\\"4xx\\"'],
    ['the name of what is recorded', 'ratio_rate5m', 'ratio_rate10s'],
  ])('notices %s that is another one', (_what, find, by) => {
    expect(otherThanTime(rules, bent(find, by), 30)).not.toBe('');
  });

  it('notices a group that is missing', () => expect(otherThanTime(rules, shorter.slice(0, -1), 30)).not.toBe(''));
  it('notices one more', () => expect(otherThanTime(rules.slice(0, -1), shorter, 30)).not.toBe(''));
});
