import { approval } from '../../actions/approval/contract.ts';
import { approvalEnvironment } from '../../domain/promotion-path.ts';
import type { Approval, Tier } from '../../domain/tier.ts';
import { jobEnvironment } from '../language/environment.ts';
import { type Job, type JobCondition, job } from '../language/job.ts';
import { run } from '../language/step.ts';
import { lines } from '../language/template.ts';
import { checkout } from './cloud-steps.ts';
import { proceed, succeeded } from './condition.ts';
import { blockInSummary } from './foreign-text.ts';
import type { Material } from './material.ts';
import type { Promoted } from './proof-steps.ts';

/** A tier that people must approve. */
export type GatedTier = Tier & { readonly approval: Approval };

/** Whether people must approve what goes into a tier. */
export const isGated = (tier: Tier): tier is GatedTier => tier.approval !== undefined;

/** Asks people. `protection` fails unless the environments are protected as the delivery says, so that a missing rule never looks
 *  like a yes; `gate` is the only job in the reviewed environment. It holds no concurrency group and no runner while it waits. */
export function approvalJobs(
  { own }: Material,
  tier: GatedTier,
  promoted: readonly Promoted[],
  proven: JobCondition,
): { readonly jobs: readonly Job[]; readonly granted: JobCondition } {
  const { approval: wanted } = tier;
  const releases = { TIER: tier.name, RELEASES: lines(promoted.map(({ release }) => release)) };
  const protection = job({
    id: 'protection',
    name: `Check the protection of ${tier.name}`,
    source: 'workflows-src/pipelines/approval-jobs.ts > approvalJobs',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 10,
    if: proceed(proven),
    steps: [
      checkout(),
      own(approval, {
        name: 'Check who can approve, and from which branch',
        with: {
          gate: approvalEnvironment(tier),
          environment: tier.name,
          branch: tier.from.pattern,
          by: wanted.by.map(({ kind, name }) => `${kind} ${name}`).join('\n'),
          'self-review': wanted.selfReview,
          bypass: wanted.bypass,
        },
      }),
      run({
        name: 'Show what is to be approved',
        env: releases,
        run: blockInSummary('RELEASES', 'To be approved for $TIER:'),
      }),
    ],
  });
  const gate = job({
    id: 'gate',
    name: `Approve the promotion to ${tier.name}`,
    source: 'workflows-src/pipelines/approval-jobs.ts > approvalJobs',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 5,
    if: proceed(succeeded(protection)),
    environment: jobEnvironment(approvalEnvironment(tier)),
    steps: [
      run({
        name: 'Say what was approved',
        env: releases,
        run: blockInSummary('RELEASES', 'Approved for $TIER:'),
      }),
    ],
  });
  return { jobs: [protection, gate], granted: succeeded(gate) };
}
