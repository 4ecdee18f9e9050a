import type { BranchRule, EnvironmentRules } from './environments.ts';

/** The environments of a tier as its delivery wants them. */
export interface WantedProtection {
  /** Environment whose reviewers approve. */
  readonly gate: string;
  /** Environment that the rollout runs in. */
  readonly environment: string;
  /** The only branch that both may admit. */
  readonly branch: string;
}

export interface Protection {
  readonly reviewers: readonly string[];
  /** Why an approval would prove nothing; empty when it would. */
  readonly problems: readonly string[];
  /** What weakens an approval without making it worthless. */
  readonly notes: readonly string[];
}

type Observed = EnvironmentRules | undefined;

/** Compares what GitHub enforces with what is wanted. A rule that cannot be seen counts as not there. */
export function judgeProtection(
  { gate, environment, branch }: WantedProtection,
  observed: { readonly gate: Observed; readonly environment: Observed },
): Protection {
  const reviewers = observed.gate?.reviewers ?? [];
  return {
    reviewers,
    problems: [
      ...existence(gate, observed.gate),
      ...existence(environment, observed.environment),
      ...(observed.gate !== undefined && reviewers.length === 0
        ? [
            `Environment "${gate}" has no required reviewers, so nobody would be asked. Set them in its protection rules.`,
          ]
        : []),
      ...branches(gate, observed.gate, branch),
      ...branches(environment, observed.environment, branch),
    ],
    notes: [
      ...(observed.gate?.selfReview === 'possible' && reviewers.length > 0
        ? [`Whoever starts the run may approve it: "Prevent self-review" is off in "${gate}".`]
        : []),
      ...(observed.gate?.bypass === 'possible' ? [`Administrators may go past the rules of "${gate}".`] : []),
    ],
  };
}

/** GitHub makes an environment that a job names and that does not exist, without any rule: a misspelt name must not pass.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments */
const existence = (name: string, observed: Observed): readonly string[] =>
  observed === undefined
    ? [
        `There is no environment "${name}"; GitHub would create it without any rule. Create it in the settings and protect it.`,
      ]
    : [];

function branches(name: string, observed: Observed, branch: string): readonly string[] {
  if (observed === undefined || admitsOnly(observed.branches, branch)) return [];
  return [
    `Environment "${name}" ${describe(observed.branches)}; wanted the branch "${branch}" alone. Under "Deployment branches and tags" choose "Selected branches and tags", and add exactly that name.`,
  ];
}

const admitsOnly = (rule: BranchRule, branch: string): boolean =>
  rule.kind === 'custom' &&
  rule.admitted.length === 1 &&
  rule.admitted.every(({ kind, pattern }) => kind === 'branch' && pattern === branch);

function describe(rule: BranchRule): string {
  switch (rule.kind) {
    case 'any':
      return 'admits every branch';
    case 'protected':
      return 'admits every protected branch, whichever somebody protects next';
    case 'custom':
      return `admits ${rule.admitted.map(({ kind, pattern }) => `the ${kind} "${pattern}"`).join(', ') || 'nothing'}`;
  }
}
