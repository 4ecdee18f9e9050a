/** Which branches feed a tier: a name, or GitHub's filter pattern ending in `/**`. */
export interface Branch {
  readonly kind: 'branch';
  readonly pattern: string;
}

export const branch = (pattern: string): Branch => ({ kind: 'branch', pattern });

/** The prefix of a `x/**` pattern, or `undefined` for a plain name. Other wildcards are refused when the delivery is checked. */
export const branchPrefix = ({ pattern }: Branch): string | undefined =>
  pattern.endsWith('/**') ? pattern.slice(0, -2) : undefined;

/** Characters that a name of a branch may hold, as conditions of clouds, patterns of GitHub and refs of git all take them. */
const NAME = /^(?!-)[A-Za-z0-9._/-]+$/;

/** What is wrong with the branches of a tier. @see https://git-scm.com/docs/git-check-ref-format */
export function branchProblem(
  branch: Branch,
  tier: string,
): { readonly value: unknown; readonly message: string } | undefined {
  const { pattern } = branch;
  if (pattern === '') return { value: branch, message: `Tier "${tier}" has no branch; say from: branch('…').` };
  const name = branchPrefix(branch)?.slice(0, -1) ?? pattern;
  if (/[*?[\]!+]/.test(name)) return { value: pattern, message: 'A branch is a name, or a prefix ending in "/**".' };
  const parts = name.split('/');
  const possible =
    NAME.test(name) && name.length <= 200 && parts.every((part) => !/^\.|\.\.|\.$|\.lock$|^$/.test(part));
  if (!possible || pattern.startsWith('refs/'))
    return {
      value: pattern,
      message:
        'Wanted the name of a branch: letters, digits, ".", "_", "-" and "/", as git takes them, without refs/heads/.',
    };
  return undefined;
}
