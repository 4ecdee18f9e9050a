/** Which branches and tags may deploy to an environment. */
export type BranchRule =
  | { readonly kind: 'any' }
  /** Every branch that has a protection rule, whichever these are tomorrow. */
  | { readonly kind: 'protected' }
  | {
      readonly kind: 'custom';
      readonly admitted: readonly { readonly kind: 'branch' | 'tag'; readonly pattern: string }[];
    };

/** A user by the login or a team by its slug. `other` is what GitHub adds one day. */
export interface Reviewer {
  readonly kind: 'user' | 'team' | 'other';
  readonly id: number | undefined;
  readonly name: string;
}

/** The protection rules of an environment, as they are right now. */
export interface EnvironmentRules {
  readonly name: string;
  /** Users and teams of whom one must approve; none where the rule is not set. */
  readonly reviewers: readonly Reviewer[];
  /** Whether somebody may approve what they started themselves. */
  readonly selfReview: 'possible' | 'refused';
  /** Whether administrators may go past the rules. */
  readonly bypass: 'possible' | 'refused';
  readonly branches: BranchRule;
}

/** The environments of one repository. */
export interface Environments {
  /** @returns `undefined` when there is no environment of this name */
  read(name: string): Promise<EnvironmentRules | undefined>;
}
