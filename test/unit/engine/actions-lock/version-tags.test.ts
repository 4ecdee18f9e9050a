import { expect, it } from '@jest/globals';
import { newestTag, tagOf } from '../../../../engine/actions-lock/version-tags.ts';

const tags = (...names: readonly string[]) => names.map((tag, index) => ({ tag, commit: String(index) }));

it.each([
  ['v1.0.0', ['v1.0.1', 'v1.10.0', 'v1.9.9', 'v2.0.0'], 'v1.10.0', 'v2.0.0'],
  ['v1.3', ['v1.2', 'v1.4', 'v2.0', 'v1.5.0'], 'v1.4', 'v2.0'],
  ['v4', ['v4.9.9', 'v5', 'v3'], undefined, 'v5'],
  ['1.0.0', ['v1.0.1'], 'v1.0.1', 'v1.0.1'],
  ['v1.0.0', ['v1.0.0', 'v0.9.0', 'v2.0.0-rc.1', 'latest', 'v1.x', 'nightly/v9.9.9'], undefined, undefined],
  ['main', ['v1.0.0'], undefined, undefined],
])('above %s of %j the newest is %s, and %s of any major version', (version, names, same, any) => {
  expect([false, true].map((major) => newestTag(version, tags(...names), major)?.tag)).toEqual([same, any]);
});

it('a commit is called by the tag that says most', () => {
  const named = ['v4', 'v4.1.2', 'v4.1', 'latest', 'v4.1.2-rc.1'].map((tag) => ({ tag, commit: 'a' }));
  expect(tagOf('a', named)).toBe('v4.1.2');
  expect(tagOf('b', named)).toBeUndefined();
});
