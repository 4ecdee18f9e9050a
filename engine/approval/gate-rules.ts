import type { Approver } from '../../domain/tier.ts';
import type { EnvironmentRules } from './environments.ts';
import type { ApprovalRefusal } from './refusal.ts';
import { reviewerRefusals } from './reviewers.ts';

/** The gate of a tier as its delivery wants it. */
export interface WantedGate {
  /** Environment whose reviewers approve. */
  readonly gate: string;
  /** Its reviewers. */
  readonly by: readonly Approver[];
  readonly selfReview: 'refused' | 'allowed';
  readonly bypass: 'refused' | 'allowed';
}

/** Who is asked, who may answer, and who may go past: before anybody waits, and once more when a yes is used. */
export const gateRefusals = (wanted: WantedGate, gate: EnvironmentRules | undefined): readonly ApprovalRefusal[] =>
  gate === undefined
    ? existence(wanted.gate, gate)
    : [
        ...reviewerRefusals(gate, wanted.by),
        ...(gate.reviewers.length > 0 && gate.selfReview === 'possible' && wanted.selfReview === 'refused'
          ? [
              {
                code: 'self-review-possible' as const,
                sentence: `Whoever starts the run may approve it in "${gate.name}". Turn "Prevent self-review" on, or say selfReview: 'allowed' in the delivery.`,
              },
            ]
          : []),
        ...(gate.bypass === 'possible' && wanted.bypass === 'refused'
          ? [
              {
                code: 'bypass-possible' as const,
                sentence: `Administrators may go past the rules of "${gate.name}". Turn "Allow administrators to bypass configured protection rules" off, or say bypass: 'allowed' in the delivery.`,
              },
            ]
          : []),
      ];

/** GitHub makes an environment that a job names and that does not exist, without any rule: a misspelt name must not pass.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments */
export const existence = (name: string, observed: EnvironmentRules | undefined): readonly ApprovalRefusal[] =>
  observed === undefined
    ? [
        {
          code: 'environment-missing',
          sentence: `There is no environment "${name}"; GitHub would create it without any rule. Create it in the settings and protect it.`,
        },
      ]
    : [];
