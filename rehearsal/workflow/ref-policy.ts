import type { Environment, Repository } from '../github/model.ts';

/** Whether the rules of an environment let a ref deploy. What is judged is the ref that runs: of a pull request its merge ref.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#deployment-branches-and-tags
 *  @see https://github.blog/changelog/2025-11-07-actions-pull_request_target-and-environment-branch-protections-changes */
export function admitsRef(
  { branches, tags, protectedBranchesOnly }: Pick<Environment, 'branches' | 'tags' | 'protectedBranchesOnly'>,
  { protectedBranches }: Pick<Repository, 'protectedBranches'>,
  ref: string,
): boolean {
  const tag = tagOf(ref);
  if (protectedBranchesOnly) {
    // Where no branch is protected every branch may deploy; a tag never may, whatever its name is.
    return tag === undefined && (protectedBranches.length === 0 || matchesAny(protectedBranches, branchOf(ref)));
  }
  if (branches === undefined && tags === undefined) return true;
  return tag === undefined ? matchesAny(branches ?? [], branchOf(ref)) : matchesAny(tags ?? [], tag);
}

/** GitHub's sentence for a ref that may not deploy. */
export function refRefusal(environment: string, ref: string): string {
  const tag = tagOf(ref);
  const what = tag === undefined ? `Branch "${branchOf(ref)}"` : `Tag "${tag}"`;
  return `${what} is not allowed to deploy to ${environment} due to environment protection rules.`;
}

/** Whether a ref has a protection rule: what GITHUB_REF_PROTECTED says. Rules are for branches.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context */
export const isProtected = ({ protectedBranches }: Pick<Repository, 'protectedBranches'>, ref: string): boolean =>
  ref.startsWith('refs/heads/') && matchesAny(protectedBranches, branchOf(ref));

const tagOf = (ref: string): string | undefined => /^refs\/tags\/(.+)$/s.exec(ref)?.[1];
const branchOf = (ref: string): string => ref.replace(/^refs\/heads\//, '');

const matchesAny = (patterns: readonly string[], name: string): boolean =>
  patterns.some((pattern) => shellPattern(pattern).test(name));

/** They are shell patterns, not those of workflow filters: `*` and `**` stop at a slash, `**` followed by one matches any number of
 *  folders.
 *  @see https://docs.ruby-lang.org/en/3.4/File.html#method-c-fnmatch */
function shellPattern(pattern: string): RegExp {
  const parts = pattern.match(/\*\*\/|\*+|\?|\[[^\]]+\]|[^*?[]+|\[/g) ?? [];
  const source = parts.map((part, index) => {
    const atStart = index === 0 || parts[index - 1]?.endsWith('/') === true;
    if (part === '**/') return atStart ? '(?:[^/]+/)*' : '[^/]*/';
    if (/^\*+$/.test(part)) return '[^/]*';
    if (part === '?') return '[^/]';
    if (/^\[.+\]$/.test(part)) return part.replace(/^\[!/, '[^');
    return part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`);
}
