/** Whether an environment's branch rules admit a ref. They are shell patterns, not those of workflow filters: `*` and `**` stop at
 *  a slash, `**` followed by one matches any number of folders. Branch rules never admit tags.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#deployment-branches-and-tags */
export function admitsBranch(patterns: readonly string[], ref: string): boolean {
  if (ref.startsWith('refs/tags/')) return false;
  const name = ref.replace(/^refs\/heads\//, '');
  return patterns.some((pattern) => shellPattern(pattern).test(name));
}

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
