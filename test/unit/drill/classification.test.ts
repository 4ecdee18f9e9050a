import { describe, expect, it } from '@jest/globals';
import { CLASSES, matches } from '../../drill/classification/classification.ts';
import { drilledSubject } from '../../drill/subject.ts';

const ids = drilledSubject().mutations.map(({ id }) => id);
const known = Object.values(CLASSES).flat();

describe('what is known of mutations beforehand', () => {
  it('takes "*" for any part of an id, and everything else for itself', () => {
    expect(matches('a/*.b/c', 'a/x.y.b/c')).toBe(true);
    expect(matches('a/b', 'a/b/c')).toBe(false);
    expect(matches('a.b', 'axb')).toBe(false);
    expect(matches('a/b[1]', 'a/b1')).toBe(false);
  });

  it('is of mutations that still exist', () => {
    const patterns = known.flatMap((one) => one.ids);
    expect(patterns.filter((pattern) => !ids.some((id) => matches(pattern, id)))).toEqual([]);
  });

  it('says why, in a sentence', () => {
    expect(known.map(({ why }) => why).filter((why) => !/^[A-Z].{30,}\.$/.test(why))).toEqual([]);
  });

  it('says of no mutation that it is two things', () => {
    const classes = Object.values(CLASSES);
    const twice = ids.filter(
      (id) => classes.filter((some) => some.some((one) => one.ids.some((pattern) => matches(pattern, id)))).length > 1,
    );
    expect(twice).toEqual([]);
  });
});
