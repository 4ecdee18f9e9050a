import { approval } from '../../actions/approval/contract.ts';
import { approvalEnvironment, type GatedTier } from '../../domain/promotion-path.ts';
import { targetsOf } from '../../domain/waves.ts';
import { JOB_ID } from '../language/contexts.ts';
import { jobEnvironment } from '../language/environment.ts';
import { type Expression, orEmpty } from '../language/expression.ts';
import { type Job, type JobCondition, job } from '../language/job.ts';
import { run } from '../language/step.ts';
import { type Template, template } from '../language/template.ts';
import { checkout, clusterAccess } from './cloud-steps.ts';
import { onlyPlace } from './cluster-place.ts';
import { proceed, succeeded } from './condition.ts';
import { type Asked, attemptStep, wantedOf } from './consent-step.ts';
import { expectedPlaces } from './expected-inputs.ts';
import { blockInSummary } from './foreign-text.ts';
import type { Material } from './material.ts';
import type { Promoted } from './proof.ts';

/** Asks people. `protection` fails unless the environments are protected as the delivery says and somebody can approve, so that a
 *  missing rule never looks like a yes; it is in the tier's environment to see what runs there. `gate` is the only job in the reviewed
 *  environment. It holds no concurrency group and no runner while it waits. */
export function approvalJobs(
  material: Material,
  tier: GatedTier,
  promoted: readonly Promoted[],
  { proven, commit, again }: Asking & { readonly proven: JobCondition },
): { readonly jobs: readonly Job[]; readonly granted: JobCondition; readonly asked: Asked } {
  const { delivery } = material;
  const releases = { TIER: tier.name, RELEASES: releaseLines(promoted) };
  const targets = targetsOf(delivery.cluster, tier.clusters);
  const cluster = targets.kind === 'one' ? targets.cluster : targets.waves.order[0][0];
  const judged = protectionStep(material, tier, promoted, { commit, again });
  const protection = job({
    id: 'protection',
    name: `Check the protection of ${tier.name}`,
    source: 'workflows-src/pipelines/approval-jobs.ts > approvalJobs',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 10,
    if: proceed(proven),
    environment: jobEnvironment(tier.name),
    outputs: { shown: judged.outputs.shown },
    steps: [
      checkout(),
      ...clusterAccess(delivery, tier, onlyPlace(cluster)),
      judged,
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
    outputs: { job: JOB_ID, shown: protection.outputs.shown },
    steps: [
      attemptStep(again),
      run({
        name: 'Say what was approved',
        env: releases,
        run: blockInSummary('RELEASES', 'Approved for $TIER:'),
      }),
    ],
  });
  const asked = { tier, gateJob: gate.outputs.job, shown: gate.outputs.shown, cluster, commit, again };
  return { jobs: [protection, gate], granted: succeeded(gate), asked };
}

/** What is asked for, and how people ask for it again. */
interface Asking {
  readonly commit: Expression<string, 'inputs' | 'github'>;
  readonly again: Template<'inputs' | 'github'>;
}

/** A service and its release a line; what was not chosen has none. */
const releaseLines = (promoted: readonly Promoted[]): Template<'needs'> =>
  template(
    promoted.flatMap(({ service, release }, index) => [`${index === 0 ? '' : '\n'}${service.name} `, orEmpty(release)]),
  );

const protectionStep = (
  { delivery, own }: Material,
  tier: GatedTier,
  promoted: readonly Promoted[],
  { commit, again }: Asking,
) =>
  own(approval, {
    name: 'Check who can approve, and from which branch',
    with: {
      gate: approvalEnvironment(tier),
      environment: tier.name,
      branch: tier.from.pattern,
      ...wantedOf(tier),
      namespace: tier.namespace,
      tier: tier.name,
      repositories: expectedPlaces(
        delivery,
        tier,
        promoted.map(({ service }) => service),
      ),
      releases: releaseLines(promoted),
      commit,
      again,
    },
  });
