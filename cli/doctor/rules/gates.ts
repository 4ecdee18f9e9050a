import { environmentRules } from '../../../adapters/github/github-environments.ts';
import { approvalEnvironment } from '../../../domain/promotion-path.ts';
import { gateRefusals } from '../../../engine/approval/gate-rules.ts';
import { only } from '../answers.ts';
import { RUN_SETUP, repositoryPath } from '../commands-that-mend.ts';
import type { DoctorRule } from '../rule.ts';

/** What the approval asks before it waits, asked before anything is pushed: the same rules. */
export const gates: DoctorRule = {
  id: 'gates',
  checks: (wanted) =>
    wanted.delivery.tiers.flatMap((tier) => {
      const { approval } = tier;
      if (approval === undefined) return [];
      const gate = approvalEnvironment(tier);
      return [
        {
          lines: ['production'],
          about: `the environment ${gate}, where people approve`,
          question: { program: 'gh', path: `${repositoryPath(wanted)}/environments/${gate}` },
          judge: (value) =>
            gateRefusals(
              { gate, by: approval.by, selfReview: approval.selfReview, bypass: approval.bypass },
              value === undefined ? undefined : { ...environmentRules(gate, only(value)), branches: { kind: 'any' } },
            ).map(({ sentence }) => ({ sentence, command: RUN_SETUP })),
        },
      ];
    }),
};
