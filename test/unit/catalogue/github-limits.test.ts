import { describe, expect, it } from '@jest/globals';
import { GITHUB_LIMITS, type GitHubLimit, limitOf } from '../../../catalogue/github-limits.ts';

describe('limits of GitHub', () => {
  it.each(Object.entries<GitHubLimit>(GITHUB_LIMITS))('%s has a number, a source and what is beyond it', (_, limit) => {
    expect(Number.isInteger(limit.value) && limit.value > 0).toBe(true);
    expect(limit.source).toMatch(
      /^https:\/\/(docs\.github\.com|github\.com\/actions\/runner|github\.blog\/changelog)\//,
    );
    expect(limit.unit).not.toBe('');
    expect(limit.beyond).not.toBe('');
  });

  it('a workflow file may be as large as 500 KB of 1,024 bytes, and an expression 21,000 characters', () => {
    expect(limitOf('workflow-file-size')).toBe(500 * 1024);
    expect(limitOf('expression-length')).toBe(21_000);
  });
});
