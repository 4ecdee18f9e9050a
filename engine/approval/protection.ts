import { type Account, type AskingRun, startersOf } from './account.ts';
import type { BranchRule, EnvironmentRules } from './environments.ts';
import { existence, gateRefusals, type WantedGate } from './gate-rules.ts';
import type { ApprovalRefusal } from './refusal.ts';
import { nobodyIsLeft } from './reviewers.ts';

/** The environments of a tier as its delivery wants them. */
export interface WantedProtection extends WantedGate {
  /** Environment that the rollout runs in. */
  readonly environment: string;
  /** The only branch that both may admit. */
  readonly branch: string;
}

export interface ObservedProtection {
  readonly gate: EnvironmentRules | undefined;
  readonly environment: EnvironmentRules | undefined;
  readonly run: AskingRun;
  /** Who made what would be approved. */
  readonly authors: readonly Account[];
}

/** Compares what GitHub enforces with what is wanted, before anybody waits. A rule that cannot be seen counts as not there.
 *  @returns why an approval would prove nothing, or never come */
export function judgeProtection(wanted: WantedProtection, observed: ObservedProtection): readonly ApprovalRefusal[] {
  const { gate, environment, branch } = wanted;
  return [
    ...(gate.toLowerCase() === environment.toLowerCase()
      ? [
          {
            code: 'gate-is-environment' as const,
            sentence: `"${gate}" is the environment of the gate and of the rollout: every rollout would wait for a yes of its own, holding its queue. Use two.`,
          },
        ]
      : []),
    ...gateRefusals(wanted, observed.gate),
    ...existence(environment, observed.environment),
    ...(observed.gate === undefined ? [] : unsatisfiable(observed.gate, wanted, observed)),
    ...branches(gate, observed.gate, branch),
    ...branches(environment, observed.environment, branch),
  ];
}

/** Whoever GitHub would not let approve, and whose yes would not count afterwards. */
function unsatisfiable(
  { name, reviewers, selfReview }: EnvironmentRules,
  wanted: WantedProtection,
  { run, authors }: ObservedProtection,
): readonly ApprovalRefusal[] {
  const starters = selfReview === 'refused' || wanted.selfReview === 'refused' ? startersOf(run) : [];
  const barred = [...starters, ...(wanted.selfReview === 'refused' ? authors : [])];
  if (!nobodyIsLeft(reviewers, barred)) return [];
  const sentence = `Nobody can approve: the only reviewers of "${name}" are ${reviewers.map((one) => one.name).join(', ')}, and each of them started this run or had a part in what would be rolled out. Add a reviewer, or let somebody else start it.`;
  return [{ code: 'nobody-can-approve', sentence }];
}

function branches(name: string, observed: EnvironmentRules | undefined, branch: string): readonly ApprovalRefusal[] {
  if (observed === undefined || admitsOnly(observed.branches, branch)) return [];
  const sentence = `Environment "${name}" ${describe(observed.branches)}; wanted the branch "${branch}" alone. Under "Deployment branches and tags" choose "Selected branches and tags", and add exactly that name.`;
  return [{ code: 'branches-open', sentence }];
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
