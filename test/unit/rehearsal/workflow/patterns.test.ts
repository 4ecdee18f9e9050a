import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { admits, filterPattern, patternProblem } from '../../../../rehearsal/workflow/filter-pattern.ts';
import { admitsRef, isProtected, refRefusal } from '../../../../rehearsal/workflow/ref-policy.ts';

describe('filter patterns of triggers', () => {
  // Examples of GitHub's cheat sheet.
  it.each([
    ['feature/*', ['feature/my-branch', 'feature/your-branch'], ['feature/beta-a/my-branch', 'feature']],
    ['feature/**', ['feature/beta-a/my-branch', 'feature/mona/the/octocat'], ['features/x']],
    ['releases/mona-the-octocat', ['releases/mona-the-octocat'], ['releases/mona-the-octocat2']],
    ['*', ['main', 'releases'], ['all/the/branches']],
    ['**', ['all/the/branches', 'every/tag'], []],
    ['*feature', ['mona-feature', 'feature'], ['feature-x']],
    ['v2*', ['v2', 'v2.0', 'v2.9'], ['v1']],
    ['v[12].[0-9]+.[0-9]+', ['v1.10.1', 'v2.0.0'], ['v3.1.0']],
    ['*.jsx?', ['page.js', 'page.jsx'], ['page.ts', 'a/page.js']],
    ['**.js', ['index.js', 'js/index.js', 'src/js/app.js'], ['a.jsx']],
    ['docs/*', ['docs/README.md'], ['docs/a/b.md']],
    ['docs/**/*.md', ['docs/README.md', 'docs/mona/hello-world.md'], ['a/docs/x.md']],
    ['**/docs/**', ['docs/hello.md', 'dir/docs/my-file.txt', 'space/docs/plan/space.doc'], ['docs']],
    ['**/README.md', ['README.md', 'js/README.md'], ['xREADME.md']],
    ['a**/b', ['a/b', 'ac/d/b'], ['ab', 'acb']],
    ['**/*-post.md', ['my-post.md', 'path/their-post.md'], ['post.md']],
  ])('%s', (pattern, yes, no) => {
    for (const text of yes) expect([text, filterPattern(pattern).test(text)]).toEqual([text, true]);
    for (const text of no) expect([text, filterPattern(pattern).test(text)]).toEqual([text, false]);
  });

  it('a later pattern decides over an earlier one', () => {
    expect(admits(['releases/**', '!releases/**-alpha'], 'releases/1-alpha')).toBe(false);
    expect(admits(['releases/**', '!releases/**-alpha', 'releases/2-alpha'], 'releases/2-alpha')).toBe(true);
    // Negative patterns alone take out what nothing has let in.
    expect(admits(['!x'], 'y')).toBe(false);
    expect(admits(['*.md', '!README.md', 'README*'], 'README.md')).toBe(true);
    expect(admits(['*.md', '!README.md'], 'docs/hello.md')).toBe(false);
  });

  it('a character that means something is meant as it stands after a backslash', () => {
    expect(admits(['C\\+\\+'], 'C++')).toBe(true);
    expect(admits(['\\!x'], '!x')).toBe(true);
    expect(admits(['a\\*'], 'ab')).toBe(false);
  });

  it.each([
    ['*a'.repeat(30), `${'a'.repeat(200)}b`],
    ['**a'.repeat(30), `${'a'.repeat(200)}b`],
    [`${'a?'.repeat(200)}${'a'.repeat(200)}`, `${'a'.repeat(199)}b`],
    [`${'**/'.repeat(30)}b`, `${'a/'.repeat(200)}a`],
  ])('none takes longer than its length times that of the name: %.20s', (pattern, name) => {
    expect(admits([pattern], name)).toBe(false);
    expect(admits([pattern], name.replaceAll('b', 'a').replace(/\/a$/, '/b'))).toBe(true);
  });

  it.each([
    ['☃?x', ['☃x', 'x'], ['☃☃x']],
    ['🎉+', ['🎉', '🎉🎉'], ['', '🎉x']],
    ['a+b', ['ab', 'aab'], ['b']],
    ['a??', ['a', ''], ['aa']],
    ['[ab]+?c', ['abc'], ['c']],
    ['[a^]', ['a', '^'], ['b', 'a^']],
    ['*?', ['a'], ['a/b']],
    ['a/**/?b', ['a/b', 'a/x/y/b'], ['a/xb', 'ab']],
    ['x\\', ['x\\'], ['x']],
  ])('%s admits what it says', (pattern, yes, no) => {
    for (const text of yes) expect([text, admits([pattern], text)]).toEqual([text, true]);
    for (const text of no) expect([text, admits([pattern], text)]).toEqual([text, false]);
  });

  it.each(['a???', '*+', '**/+', '[ab]?+', '+a', 'C++', '?', '[z-a]', '!+a'])('%s cannot be read', (pattern) => {
    expect(patternProblem(pattern)).toBe(`the pattern "${pattern}"`);
  });

  it.each(['a+', '!**/*.md', 'v[0-9]+.x?', '[', 'a]'])('%s can be read', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  });

  it('a plain name admits itself and nothing else', () => {
    const plain = fc.stringMatching(/^[a-z0-9/._-]{1,20}$/);
    fc.assert(fc.property(plain, plain, (a, b) => admits([a], b) === (a === b)));
  });
});

describe('branch rules of environments', () => {
  it.each([
    ['main', 'refs/heads/main', true],
    ['main', 'refs/heads/main2', false],
    ['feature/*', 'refs/heads/feature/a', true],
    ['feature/*', 'refs/heads/feature/a/b', false],
    ['feature/**', 'refs/heads/feature/a/b', false],
    ['feature/**/*', 'refs/heads/feature/a/b', true],
    ['feature/**/*', 'refs/heads/feature/a', true],
    ['release-[0-9]', 'refs/heads/release-1', true],
    ['main', 'refs/tags/main', false],
    ['*', 'refs/pull/1/merge', false],
    ['refs/pull/*/merge', 'refs/pull/1/merge', true],
  ])('%s and %s: %s', (pattern, ref, admitted) => {
    const rules = { branches: [pattern], tags: undefined, protectedBranchesOnly: false };
    expect(admitsRef(rules, { protectedBranches: [] }, ref)).toBe(admitted);
  });

  const open = { branches: undefined, tags: undefined, protectedBranchesOnly: false };
  it.each([
    ['neither', {}, true, true],
    ['tags alone', { tags: ['v*'] }, false, true],
    ['other tags', { tags: ['w*'] }, false, false],
    ['branches alone', { branches: ['main'] }, true, false],
    ['both', { branches: ['main'], tags: ['v*'] }, true, true],
    ['no pattern at all', { branches: [], tags: [] }, false, false],
  ])('with rules for %s main and the tag v1 may deploy, or not', (_, rules, branch, tag) => {
    const repository = { protectedBranches: [] };
    expect(admitsRef({ ...open, ...rules }, repository, 'refs/heads/main')).toBe(branch);
    expect(admitsRef({ ...open, ...rules }, repository, 'refs/tags/v1')).toBe(tag);
  });

  it('protected branches only: a protected one, or any where none is protected, and never a tag', () => {
    const rules = { ...open, protectedBranchesOnly: true };
    const some = { protectedBranches: ['main', 'release/*'] };
    const refs = ['refs/heads/main', 'refs/heads/release/1', 'refs/heads/x', 'refs/tags/main', 'refs/pull/1/merge'];
    expect(refs.map((ref) => admitsRef(rules, some, ref))).toEqual([true, true, false, false, false]);
    expect(refs.map((ref) => admitsRef(rules, { protectedBranches: [] }, ref))).toEqual([
      true,
      true,
      true,
      false,
      true,
    ]);
    expect(refs.map((ref) => isProtected(some, ref))).toEqual([true, true, false, false, false]);
    expect(refs.map((ref) => isProtected({ protectedBranches: ['**/*'] }, ref))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("says in GitHub's words what may not deploy", () => {
    const rest = 'is not allowed to deploy to live due to environment protection rules.';
    expect(refRefusal('live', 'refs/heads/a/b')).toBe(`Branch "a/b" ${rest}`);
    expect(refRefusal('live', 'refs/tags/v1')).toBe(`Tag "v1" ${rest}`);
  });
});
