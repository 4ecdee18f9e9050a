import { branchPrefix } from '../../../domain/branch.ts';
import { assertNever } from '../../../domain/brand.ts';
import { type Service, tierFor } from '../../../domain/service.ts';
import type { Tier } from '../../../domain/tier.ts';
import { clusterKey, targetsOf } from '../../../domain/waves.ts';
import { approverLine } from '../../administrator.ts';
import type { StepStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { actionOf, byDigest, evidenceOf, imageOf, literally, tuned, workflowPath } from './places.ts';
import { CHECKOUT, clusterAccess, consentStep, evidenceStep } from './steps.ts';
import { takesPushes } from './tiers.ts';

type Cluster = StoryDelivery['cluster'];
type Inputs = NonNullable<StepStatement['with']>;

/** One cluster of a tier, or the only one. */
function placed(
  of: StoryDelivery,
  tier: Tier,
  cluster: Cluster | undefined,
): { readonly cluster: Cluster; readonly inputs: Inputs } {
  const targets = targetsOf(of.cluster, tier.clusters);
  return targets.kind === 'one'
    ? { cluster: targets.cluster, inputs: {} }
    : { cluster: cluster ?? of.cluster, inputs: { cluster: clusterKey(cluster ?? of.cluster) } };
}

function strategyInputs(of: StoryDelivery, tier: Tier): Inputs {
  const { rollout } = tier;
  switch (rollout.kind) {
    case 'rolling':
      return { strategy: 'rolling' };
    case 'blueGreen':
      return {
        strategy: 'blue-green',
        bake: tuned(of, tier, 'SLUICE_BAKE', rollout.bake),
        'scale-down-delay': tuned(of, tier, 'SLUICE_SCALE_DOWN_DELAY', rollout.scaleDownDelay),
      };
    case 'canary':
      return { strategy: 'canary' };
    default:
      return assertNever(rollout);
  }
}

const named = (of: StoryDelivery, service: Service, tier: Tier): Inputs => ({
  service: service.name,
  tier: tier.name,
  repository: imageOf(of, service, tier.trust),
  namespace: tier.namespace,
});

/** Rolls a release out by the tier's strategy, in the tier's time. A tier with proof before it asks for it once more. */
export function rolloutSteps(
  of: StoryDelivery,
  tier: Tier,
  service: Service,
  more: { readonly cluster?: Cluster | undefined; readonly provenIn?: Tier | undefined },
): readonly StepStatement[] {
  const { cluster, inputs } = placed(of, tier, more.cluster);
  const { provenIn } = more;
  return [
    CHECKOUT,
    ...clusterAccess(of, tier, cluster),
    ...(takesPushes(tier) ? [] : [evidenceStep(of, service, { tier, before: provenIn }, 'before the rollout')]),
    ...(tier.approval !== undefined ? [consentStep(of, tier, tier.approval, service)] : []),
    {
      run: actionOf(of, 'rollout'),
      with: {
        ...named(of, service, tier),
        ...inputs,
        release: byDigest(imageOf(of, service, tier.trust)),
        ...strategyInputs(of, tierFor(service, tier)),
        timeout: tuned(of, tier, 'SLUICE_TIMEOUT', tier.timeout),
        'stable-for': tuned(of, tier, 'SLUICE_STABLE_FOR', 10),
        'rollback-timeout': tuned(of, tier, 'SLUICE_ROLLBACK_TIMEOUT', 300),
        verification: tier.verify === undefined && Object.keys(inputs).length === 0 ? 'none' : 'pending',
        evidence: evidenceOf(of, tier),
        ...(takesPushes(tier) ? {} : { commit: /^[0-9a-f]{40}$/ }),
        ...(tier.approval === undefined ? {} : { 'approved-by': approverLine(tier.approval) }),
      },
    },
  ];
}

/** Where a way back hears what became of releases; what every branch may say is asked by nobody. */
const toldBy = (of: StoryDelivery, tier: Tier): Inputs =>
  branchPrefix(tier.from) === undefined
    ? {
        evidence: evidenceOf(of, tier),
        workflows: new RegExp(
          `^${literally(workflowPath(of, 'rollback'))}@refs/heads/${literally(tier.from.pattern)}$`,
          'm',
        ),
      }
    : {};

/** A way back: where to, in which cluster, and whether it is only looked for. */
export interface BackSteps {
  readonly to: string | RegExp;
  readonly cluster?: Cluster | undefined;
  readonly finds?: boolean;
}

export function rollbackSteps(
  of: StoryDelivery,
  tier: Tier,
  service: Service,
  { to, cluster, finds = false }: BackSteps,
): readonly StepStatement[] {
  const place = placed(of, tier, cluster);
  return [
    CHECKOUT,
    ...clusterAccess(of, tier, place.cluster),
    ...(finds ? [] : [withdrawalStep(of, tier, service)]),
    {
      run: actionOf(of, 'rollback'),
      with: {
        ...named(of, service, tier),
        ...place.inputs,
        to,
        ...toldBy(of, tier),
        ...(finds ? { 'find-only': 'true' } : {}),
        ...strategyInputs(of, tierFor(service, tier)),
        timeout: tuned(of, tier, 'SLUICE_ROLLBACK_TIMEOUT', 300),
        'stable-for': tuned(of, tier, 'SLUICE_STABLE_FOR', 10),
      },
    },
  ];
}

const withdrawalStep = (of: StoryDelivery, tier: Tier, service: Service): StepStatement => ({
  run: actionOf(of, 'withdrawal'),
  with: {
    ...{ service: service.name, tier: tier.name, namespace: tier.namespace },
    releases: imageOf(of, service, tier.trust),
    evidence: evidenceOf(of, tier),
  },
});
