import { verification } from '../../actions/verification/contract.ts';
import { OUTCOMES } from '../../domain/outcome.ts';
import type { Tier, Verification } from '../../domain/tier.ts';
import { secret } from '../language/contexts.ts';
import { jobEnvironment } from '../language/environment.ts';
import { oneOf } from '../language/expression.ts';
import { type JobCondition, job } from '../language/job.ts';
import { always } from '../language/status.ts';
import { run } from '../language/step.ts';
import { lines } from '../language/template.ts';
import { baseUrlVariable, reachedUrl } from './base-url.ts';
import { checkout } from './cloud-steps.ts';
import { folder, type Material } from './material.ts';
import type { Rolled } from './rollout-job.ts';
import { installPython, setupPython } from './runtime-steps.ts';

const PYTHON = '3.12';

/** Secret that checks use as the API key of a tier; set it in the tier's environment. */
export const E2E_SECRET = 'E2E_API_KEY';

/** A job that verifies a tier, with its outcome as a value. */
export type VerifyJob = ReturnType<typeof verifyJob>;

/** Runs the tier's checks against what was just rolled out, and completes the records with the result. Only then are they evidence;
 *  the result is recorded whatever it is. */
export function verifyJob(
  { delivery, own }: Material,
  tier: Tier,
  verify: Verification,
  rollouts: readonly Rolled[],
  condition: JobCondition,
) {
  const workingDirectory = folder(delivery, verify.path);
  const checks = run({
    name: 'Run the checks',
    workingDirectory,
    env: {
      ...Object.fromEntries(
        delivery.services.map((service) => [baseUrlVariable(service), reachedUrl(delivery, tier, service)]),
      ),
      [E2E_SECRET]: secret(E2E_SECRET),
    },
    run: verify.command,
  });
  const recorded = own(verification, {
    name: 'Record the result',
    if: always(),
    with: { records: lines(rollouts.map(({ outputs }) => outputs.record)), result: checks.outcome },
  });
  return job({
    id: `${tier.name}-verify`,
    name: `Verify ${tier.name}`,
    source: 'workflows-src/pipelines/verify-job.ts > verifyJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 30,
    if: condition,
    environment: jobEnvironment(tier.name),
    outputs: { outcome: oneOf(recorded.outputs.outcome, OUTCOMES) },
    steps: [checkout(), setupPython(PYTHON), installPython(verify.requirements, workingDirectory), checks, recorded],
  });
}
