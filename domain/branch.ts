/** Which branches feed a tier: a name, or GitHub's filter pattern ending in `/**`. */
export interface Branch {
  readonly kind: 'branch';
  readonly pattern: string;
}

export const branch = (pattern: string): Branch => ({ kind: 'branch', pattern });

/** The prefix of a `x/**` pattern, or `undefined` for a plain name. Other wildcards are refused when the delivery is checked. */
export const branchPrefix = ({ pattern }: Branch): string | undefined =>
  pattern.endsWith('/**') ? pattern.slice(0, -2) : undefined;
