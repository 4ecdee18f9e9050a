/** Claims of GitHub's token that conditions may ask for. `sub` is not among them, nor any name that can pass to others.
 *  @see https://docs.github.com/en/actions/reference/security/oidc#oidc-token-claims */
export type Claim =
  | 'repository_id'
  | 'repository_owner_id'
  | 'environment'
  | 'ref'
  | 'job_workflow_ref'
  | 'event_name'
  | 'run_attempt';

/** What a token must say, as data: ==, in, startsWith, has, && and || are all there is. A claim that is absent makes any question
 *  about it an error, and an error denies. */
export type Condition =
  | { readonly kind: 'is'; readonly claim: Claim; readonly value: string }
  | { readonly kind: 'one-of'; readonly claim: Claim; readonly values: readonly string[] }
  | { readonly kind: 'starts-with'; readonly claim: Claim; readonly prefix: string }
  | { readonly kind: 'absent'; readonly claim: Claim }
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] };

export const is = (claim: Claim, value: string): Condition => ({ kind: 'is', claim, value });
export const startsWith = (claim: Claim, prefix: string): Condition => ({ kind: 'starts-with', claim, prefix });
export const absent = (claim: Claim): Condition => ({ kind: 'absent', claim });
/** What is joined already is taken apart, so that each conjunct stands in a line of its own. */
export const all = (...parts: readonly Condition[]): Condition => ({
  kind: 'all',
  of: parts.flatMap((part) => (part.kind === 'all' ? part.of : [part])),
});
/** One of one is that one. */
export const any = (of: readonly Condition[]): Condition => {
  const [only, ...others] = of;
  return only !== undefined && others.length === 0 ? only : { kind: 'any', of };
};

export const oneOf = (claim: Claim, values: readonly [string, ...string[]]): Condition =>
  values.length === 1 ? is(claim, values[0]) : { kind: 'one-of', claim, values };

/** The conjuncts of a condition, each in the Common Expression Language as clouds evaluate it: joined by `&&` they are the rule.
 *  @see https://docs.cloud.google.com/iam/docs/workload-identity-federation#conditions */
export const conjuncts = (condition: Condition): readonly string[] =>
  condition.kind === 'all' ? condition.of.map(within) : [expression(condition)];

/** The alternatives of a condition, in the same language: joined by `||` they are what it asks. */
export const disjuncts = (condition: Extract<Condition, { readonly kind: 'any' }>): readonly string[] =>
  condition.of.map(within);

export function expression(condition: Condition): string {
  switch (condition.kind) {
    case 'is':
      return `assertion.${condition.claim} == ${literal(condition.value)}`;
    case 'one-of':
      return `assertion.${condition.claim} in [${condition.values.map(literal).join(', ')}]`;
    case 'starts-with':
      return `assertion.${condition.claim}.startsWith(${literal(condition.prefix)})`;
    case 'absent':
      return `has(assertion.${condition.claim}) == false`;
    case 'all':
      return conjuncts(condition).join(' && ');
    case 'any':
      return condition.of.length === 0 ? 'false' : disjuncts(condition).join(' || ');
  }
}

/** As a part of another one. `&&` binds more tightly than `||`, but readers should not have to know. */
const within = (part: Condition): string =>
  part.kind === 'all' || part.kind === 'any' ? `(${expression(part)})` : expression(part);

const literal = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
