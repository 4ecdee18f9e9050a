/** Branches whose pushes count: these, or all but these. GitHub refuses both at once, so does the type. */
export type BranchFilter =
  | { readonly branches: readonly string[]; readonly branchesIgnore?: never }
  | { readonly branchesIgnore: readonly string[]; readonly branches?: never };

/** Events that start a workflow. Whether it can be called or dispatched is said with its inputs.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
export interface Triggers {
  readonly push?: BranchFilter;
  readonly pullRequest?: { readonly branches?: readonly string[] };
  readonly mergeGroup?: true;
}
