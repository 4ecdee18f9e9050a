import type { Delivery } from '../../domain/delivery.ts';
import { identityName } from '../../domain/identity.ts';
import { isDirect, promotionName } from '../../domain/promotion-path.ts';
import { PROVENANCE_REPOSITORY, registryRepository } from '../../domain/registry.ts';
import type { Tier } from '../../domain/tier.ts';
import { type CallJob, call } from '../language/call.ts';
import { secret } from '../language/contexts.ts';
import { choose, or } from '../language/operator.ts';
import { type CalledWorkflow, type Workflow, workflow } from '../language/workflow.ts';
import type { BuildWorkflow } from './build.ts';
import { configured, onBranch, proceed, succeeded } from './condition.ts';
import { type Material, named } from './material.ts';
import { noticeJob } from './notice-job.ts';
import type { Promotion } from './promote.ts';
import { outputNamed, releaseName } from './release-name.ts';
import { tierJobs } from './tier-jobs.ts';

const SOURCE = 'workflows-src/pipelines/deploy.ts > deploy';

/** Every push to a branch of a tier: tests beside builds, and then straight into the tier or, where it has conditions, its promotion.
 *  What failed its tests may have an image, but it is never deployed. */
export function deploy(
  material: Material,
  workflows: {
    readonly test: CalledWorkflow;
    readonly build: BuildWorkflow;
    readonly promotions: readonly Promotion[];
  },
): Workflow {
  const { delivery } = material;
  const tested = call({ id: 'test', name: 'Test', source: SOURCE, workflow: workflows.test, with: {}, secrets: {} });
  const built = call({
    id: 'build',
    name: 'Build',
    source: SOURCE,
    workflow: workflows.build,
    if: configured(delivery),
    with: {
      repository: byTrust(delivery, (trust) => registryRepository(delivery.registry, trust)),
      identity: byTrust(delivery, (trust) => identityName({ kind: 'builder', trust })),
      tiers: byTrust(delivery, (trust) => tiersOf(delivery, trust).join(' ')),
      provenance: byTrust(delivery, (trust) => (trust === 'protected' ? PROVENANCE_REPOSITORY : '')),
    },
    secrets: {},
  });
  return workflow({
    ...named(material, 'deploy', 'Deploy'),
    source: SOURCE,
    on: { push: { branches: delivery.tiers.map(({ from }) => from.pattern) } },
    jobs: [
      noticeJob(delivery),
      tested,
      built,
      ...delivery.tiers.filter(isDirect).flatMap((tier) => directJobs(material, tier, { tested, built })),
      ...workflows.promotions.map((promotion) => promoteJob(delivery, promotion, { tested, built })),
    ],
  });
}

/** Branches of unprotected tiers carry workflow files of their own, so nothing they build may lie where protected tiers look. What
 *  is not known to be protected goes to the other repository, by the other identity. */
function byTrust({ tiers }: Delivery, of: (trust: Tier['trust']) => string) {
  const [first, ...others] = tiers.filter(({ trust }) => trust === 'protected');
  if (first === undefined) return of('unprotected');
  const isProtected = or(onBranch(first.from), ...others.map(({ from }) => onBranch(from)));
  return choose(isProtected, of('protected'), of('unprotected'));
}

const tiersOf = ({ tiers }: Delivery, trust: Tier['trust']): readonly string[] =>
  tiers.flatMap((tier) => (tier.trust === trust ? [tier.name] : []));

interface Ready {
  readonly tested: CallJob;
  readonly built: CallJob;
}

const directJobs = (material: Material, tier: Tier, { tested, built }: Ready) =>
  tierJobs(
    material,
    tier,
    material.lot.services.map((service) => ({
      service,
      release: outputNamed(built.outputs, releaseName(service)),
      if: proceed(succeeded(tested), succeeded(built), onBranch(tier.from)),
    })),
  ).jobs;

const promoteJob = (delivery: Delivery, { tier, workflow }: Promotion, { tested, built }: Ready): CallJob =>
  call({
    id: promotionName(delivery, tier),
    name: `Promote to ${tier.name}`,
    source: SOURCE,
    workflow,
    if: proceed(succeeded(tested), succeeded(built), onBranch(tier.from)),
    with: {},
    secrets: Object.fromEntries(Object.keys(workflow.call.secrets).map((name) => [name, secret(name)])),
  });
