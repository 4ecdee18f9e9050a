import { tierBefore } from '../../domain/delivery.ts';
import { isGated, promotionName } from '../../domain/promotion-path.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { GITHUB } from '../language/contexts.ts';
import type { Expression } from '../language/expression.ts';
import type { JobCondition } from '../language/job.ts';
import { and } from '../language/operator.ts';
import type { Template } from '../language/template.ts';
import { type CalledWorkflow, calledWorkflow } from '../language/workflow.ts';
import { approvalJobs } from './approval-jobs.ts';
import { configured, offBranch, onBranch, proceed } from './condition.ts';
import type { Material } from './material.ts';
import { noticeJob, refusalJob } from './notice-job.ts';
import { type Proof, proof } from './proof.ts';
import { named, type ReleaseInputs, releaseInputs, releaseName } from './release-name.ts';
import { tierJobs } from './tier-jobs.ts';
import { E2E_SECRET } from './verify-job.ts';

/** The promotion into one tier, and the workflow that does it. */
export interface Promotion {
  readonly tier: Tier;
  readonly workflow: CalledWorkflow<ReleaseInputs>;
}

/** Takes one release per service into a tier that has conditions: evidence of the tier before, then people's approval, then the
 *  rollout. Each part is there because the tier says so. `deploy.yml` calls it; people can start it with releases of their choice. */
export function promote(material: Material, tier: Tier): Promotion {
  const { delivery } = material;
  const name = promotionName(delivery, tier);
  const given = releaseInputs(delivery.services);
  const promoted = delivery.services.map((service) => ({
    service,
    release: named(given.values, releaseName(service)),
  }));
  const entry: JobCondition = and<'vars' | 'github'>(configured(delivery), onBranch(tier.from));
  const before = tierBefore(delivery, tier);
  const evidence: Proof = before === undefined ? { jobs: [], proven: entry } : proof(material, before, promoted, entry);
  const approved = isGated(tier)
    ? approvalJobs(material, tier, promoted, { proven: evidence.proven, again: askAgain(name, tier, promoted) })
    : { jobs: [], granted: evidence.proven, asked: undefined };
  const rollouts = tierJobs(
    material,
    tier,
    promoted.map((each) => ({
      ...each,
      if: proceed(approved.granted),
      ...(before === undefined ? {} : { provenIn: before }),
      ...(approved.asked === undefined ? {} : { asked: approved.asked }),
    })),
  );
  return {
    tier,
    workflow: calledWorkflow({
      path: `.github/workflows/${name}.yml`,
      name: `Promote to ${tier.name}`,
      runName: {
        kind: 'template',
        parts: [
          `Promote ${delivery.services.map((service) => service.name).join(', ')} to ${tier.name}: commit `,
          GITHUB.sha,
          ', asked for by ',
          GITHUB.actor,
        ],
      },
      source: 'workflows-src/pipelines/promote.ts > promote',
      on: {},
      dispatch: given,
      call: {
        inputs: given,
        secrets: checkSecrets([tier, before]),
        outputs: {},
      },
      jobs: [
        noticeJob(delivery),
        refusalJob(offBranch(tier.from), tier),
        ...evidence.jobs,
        ...approved.jobs,
        ...rollouts.jobs,
      ],
    }),
  };
}

/** The dispatch that asks for the same once more. */
const askAgain = (
  name: string,
  { from }: Tier,
  promoted: readonly { readonly service: Service; readonly release: Expression<string, 'inputs'> }[],
): Template<'inputs'> => ({
  kind: 'template',
  parts: [
    `gh workflow run ${name}.yml --ref ${from.pattern}`,
    ...promoted.flatMap(({ service, release }) => [` -f ${releaseName(service)}=`, release]),
  ],
});

/** Secrets that the checks of the tiers use, passed by name: a called workflow sees no other. */
const checkSecrets = (
  tiers: readonly (Tier | undefined)[],
): Readonly<Record<string, { readonly description: string; readonly required: boolean }>> =>
  tiers.some((tier) => tier?.verify !== undefined)
    ? { [E2E_SECRET]: { description: 'API key that the checks of a tier use.', required: false } }
    : {};
