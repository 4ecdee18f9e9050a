import { verification } from '../../actions/verification/contract.ts';
import { baseUrlName } from '../../domain/base-url-name.ts';
import { OUTCOMES } from '../../domain/outcome.ts';
import { installPython, setupPython } from '../../domain/runtime/python.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { tierChecks } from '../../domain/tier-checks.ts';
import type { OutsideChecks } from '../../domain/verification.ts';
import { targetsOf } from '../../domain/waves.ts';
import { secret } from '../language/contexts.ts';
import { jobEnvironment } from '../language/environment.ts';
import { type Expression, oneOf, orEmpty } from '../language/expression.ts';
import { type JobCondition, job, type StepsJob } from '../language/job.ts';
import { and, differs } from '../language/operator.ts';
import { always } from '../language/status.ts';
import { run } from '../language/step.ts';
import { lines, template } from '../language/template.ts';
import { toldUrl, urlAsItRuns } from './base-url.ts';
import { checkout, clusterAccess } from './cloud-steps.ts';
import { onlyPlace } from './cluster-place.ts';
import { type Asked, askedInputs } from './consent-step.ts';
import { evidencePlace } from './evidence-place.ts';
import { expectedPlaces } from './expected-inputs.ts';
import { insideInputs, insideJob } from './inside-checks.ts';
import { folder, type Material } from './material.ts';
import type { Rolled } from './rollout-job.ts';
import { signSteps } from './sign-steps.ts';
import { suiteSteps } from './suite-steps.ts';

const PYTHON = '3.12';

/** Secret that checks use as the API key of a tier; set it in the tier's environment. */
export const E2E_SECRET = 'E2E_API_KEY';

/** A service that was rolled out before the checks, and what of it. */
export interface Verified {
  readonly service: Service;
  readonly job: Rolled;
  readonly release: Expression<string, 'needs'>;
}

/** Runs the tier's checks against what was just rolled out. They are code of the repository and of the packages it names, so the job
 *  may read the code and nothing else: no identity, no record, no evidence is in its reach. They are told where the services are that are
 *  rolled out with them. */
export function verifyJob(
  { delivery, lock, lot }: Material,
  tier: Tier,
  verify: OutsideChecks,
  condition: JobCondition,
): StepsJob {
  const workingDirectory = folder(delivery, verify.path);
  const checks = run({
    name: 'Run the checks',
    workingDirectory,
    env: {
      ...Object.fromEntries(
        lot.services
          .filter((service) => service.kind === 'web')
          .map((service) => [
            baseUrlName(service),
            verify.reach === 'variables' ? toldUrl(service) : urlAsItRuns(delivery, tier, service),
          ]),
      ),
      [E2E_SECRET]: secret(E2E_SECRET),
    },
    run: verify.command,
  });
  return job({
    id: `${tier.name}-verify`,
    name: `Verify ${tier.name}`,
    source: 'workflows-src/pipelines/verify-job.ts > verifyJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 30,
    if: condition,
    environment: jobEnvironment(tier.name),
    steps: [
      checkout(),
      ...suiteSteps(lock, [setupPython(PYTHON), installPython(verify.requirements)], workingDirectory),
      checks,
    ],
  });
}

/** A job that says how a tier was verified. */
export type RecordJob = ReturnType<typeof recordJob>;

/** The job of the checks of a tier, and what whoever records the result is told of them beside how it ended. */
export interface ChecksJob {
  readonly job: StepsJob;
  readonly recorded: Partial<ReturnType<typeof insideInputs>>;
}

/** Where the checks of a tier run is its to say. */
export function checksJob(
  material: Material,
  tier: Tier,
  verify: NonNullable<Tier['verify']>,
  condition: JobCondition,
): ChecksJob {
  if (verify.reach !== 'job') return { job: verifyJob(material, tier, verify, condition), recorded: {} };
  const checks = tierChecks(tier, verify);
  const inside = insideJob(material, tier, checks, condition);
  return { job: inside, recorded: insideInputs(material, tier, checks, inside.outputs.release) };
}

/** Says what the checks have shown, whatever it is. Of a job of GitHub it takes the one word that GitHub has for its end, and of a Job inside the
 *  tier what the cluster says; what was checked is told by the rollouts. */
export function recordJob(
  material: Material,
  tier: Tier,
  checks: ChecksJob,
  { verified, asked }: { readonly verified: readonly Verified[]; readonly asked: Asked | undefined },
) {
  const { delivery, own } = material;
  // A service that was not rolled out has no words there, and the record says so.
  const rollouts = template<'needs'>(
    verified.flatMap(({ service, job: rolled, release }, index) => [
      `${index === 0 ? '' : '\n'}${service.name} `,
      orEmpty(rolled.outputs.outcome),
      ' ',
      orEmpty(release),
    ]),
  );
  const targets = targetsOf(delivery.cluster, tier.clusters);
  const cluster = targets.kind === 'one' ? targets.cluster : targets.waves.order[0][0];
  const recorded = own(verification, {
    name: 'Record the result',
    with: {
      records: lines(verified.map(({ job: rolled }) => orEmpty(rolled.outputs.record))),
      result: checks.job.result,
      tier: tier.name,
      repositories: expectedPlaces(
        delivery,
        tier,
        verified.map(({ service }) => service),
      ),
      namespace: tier.namespace,
      ...checks.recorded,
      rollouts,
      evidence: evidencePlace(delivery, tier),
      ...askedInputs(asked),
    },
  });
  return job({
    id: `${tier.name}-record`,
    name: `Record the verification of ${tier.name}`,
    source: 'workflows-src/pipelines/verify-job.ts > recordJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 10,
    if: and(always(), differs(checks.job.result, 'skipped')),
    environment: jobEnvironment(tier.name),
    outputs: { outcome: oneOf(recorded.outputs.outcome, OUTCOMES) },
    steps: [
      checkout(),
      ...clusterAccess(delivery, tier, onlyPlace(cluster)),
      recorded,
      ...signSteps(material, tier, verified, recorded.outputs['to-sign']),
    ],
  });
}
