import { tierBefore } from '../../domain/delivery.ts';
import { lotFile } from '../../domain/lot.ts';
import { isGated, promotionName } from '../../domain/promotion-path.ts';
import type { Tier } from '../../domain/tier.ts';
import { GITHUB } from '../language/contexts.ts';
import { NO_INPUTS } from '../language/input.ts';
import { type JobCondition, job } from '../language/job.ts';
import { and } from '../language/operator.ts';
import { run } from '../language/step.ts';
import { type Template, template } from '../language/template.ts';
import { type CalledWorkflow, calledWorkflow } from '../language/workflow.ts';
import { approvalJobs } from './approval-jobs.ts';
import { configured, offBranch, onBranch, proceed, succeeded } from './condition.ts';
import { type Material, named } from './material.ts';
import { noticeJob, refusalJob } from './notice-job.ts';
import {
  chosenService,
  isNotChosen,
  type PromotionInputs,
  promotedCommit,
  promotionInputs,
} from './promotion-inputs.ts';
import { proof } from './proof.ts';
import { tierJobs } from './tier-jobs.ts';
import { E2E_SECRET } from './verify-job.ts';

/** The promotion into one tier, and the workflow that does it. */
export interface Promotion {
  readonly tier: Tier;
  readonly workflow: CalledWorkflow<Record<never, never>>;
}

/** Takes the releases of a commit into a tier that has conditions: evidence of the tier before, then people's approval, then the
 *  rollout. Each part is there because the tier says so. Nobody hands a release over: it is found by the commit. `deploy.yml` calls it
 *  with its own; people can start it for a service, and for an earlier commit of the branch that is not behind what runs. */
export function promote(material: Material, tier: Tier): Promotion {
  const { delivery, lot } = material;
  const name = promotionName(delivery, tier);
  const given = promotionInputs(lot.services);
  const commit = promotedCommit(given);
  const before = tierBefore(delivery, tier);
  const source = { tier, before, commit };
  const entry: JobCondition = and<'vars' | 'github'>(configured(delivery), onBranch(tier.from));
  const { promoted, jobs, proven } = proof(material, source, { given, entry });
  const approved = isGated(tier)
    ? approvalJobs(material, tier, promoted, {
        proven,
        commit,
        again: askAgain(lotFile(delivery, name, lot.number), tier, given),
      })
    : provenJob(tier, proven);
  const rollouts = tierJobs(
    material,
    tier,
    promoted.map(({ service, release, adopt }) => ({
      service,
      release,
      if: proceed(approved.granted, succeeded(adopt)),
      spared: isNotChosen(given, service),
      provenBy: source,
      ...(approved.asked === undefined ? {} : { asked: approved.asked }),
    })),
  );
  return {
    tier,
    workflow: calledWorkflow({
      ...named(material, name, `Promote to ${tier.name}`),
      runName: template<'inputs' | 'github'>([
        'Promote ',
        chosenService(given),
        ` to ${tier.name}: commit `,
        commit,
        ', asked for by ',
        GITHUB.actor,
      ]),
      source: 'workflows-src/pipelines/promote.ts > promote',
      on: {},
      dispatch: given,
      call: { inputs: NO_INPUTS, secrets: checkSecrets([tier, before]), outputs: {} },
      jobs: [noticeJob(delivery), refusalJob(offBranch(tier.from), tier), ...jobs, ...approved.jobs, ...rollouts.jobs],
    }),
  };
}

/** Where nobody is asked, one job stands for all that has to be proven: were it asked by every rollout, each would name every service. */
function provenJob(tier: Tier, proven: JobCondition) {
  const all = job({
    id: 'proven',
    name: `Let the releases go to ${tier.name}`,
    source: 'workflows-src/pipelines/promote.ts > provenJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 5,
    if: proceed(proven),
    steps: [
      run({
        name: 'Say that everything is proven',
        env: { TIER: tier.name },
        run: 'echo "Everything that was chosen may go to $TIER."',
      }),
    ],
  });
  return { jobs: [all], granted: succeeded(all), asked: undefined };
}

/** The dispatch that asks for the same once more. */
const askAgain = (file: string, { from }: Tier, given: PromotionInputs): Template<'inputs' | 'github'> =>
  template<'inputs' | 'github'>([
    `gh workflow run ${file} --ref ${from.pattern} -f service=`,
    chosenService(given),
    ' -f commit=',
    promotedCommit(given),
  ]);

/** Secrets that the checks of the tiers use, passed by name: a called workflow sees no other. */
const checkSecrets = (
  tiers: readonly (Tier | undefined)[],
): Readonly<Record<string, { readonly description: string; readonly required: boolean }>> =>
  tiers.some((tier) => tier?.verify !== undefined && tier.verify.reach !== 'job')
    ? { [E2E_SECRET]: { description: 'API key that the checks of a tier use.', required: false } }
    : {};
