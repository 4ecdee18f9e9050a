import { approvalEnvironment } from '../../domain/promotion-path.ts';
import { DRILL_ENVIRONMENT, drillTier } from '../../domain/restore-drill/drilled.ts';
import { jobField, type Rule, stepsJobs } from './rule.ts';

/** Every environment is one of the delivery's: GitHub makes an unknown one on the spot, without any protection. And none makes a
 *  deployment of GitHub's own, which readers would take for one of our records.
 *  @see https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
export const knownEnvironments: Rule = (workflow, { delivery }) => {
  const known = delivery && [
    ...delivery.tiers.flatMap((tier) =>
      tier.approval === undefined ? [tier.name] : [tier.name, approvalEnvironment(tier)],
    ),
    ...(drillTier(delivery) === undefined ? [] : [DRILL_ENVIRONMENT]),
  ];
  return stepsJobs(workflow).flatMap((job) => {
    const { environment } = job;
    const field = `${jobField(workflow, job)}.environment`;
    if (environment === undefined) return [];
    return [
      ...(known === undefined || (typeof environment.name === 'string' && known.includes(environment.name))
        ? []
        : [
            {
              field,
              value: environment.name,
              message: `The delivery has no such environment; it has: ${known.join(', ')}.`,
            },
          ]),
      ...(known === undefined || environment.deployment === false
        ? []
        : [
            {
              field,
              value: environment.deployment,
              message: 'Wanted deployment: false; our own records tell what was deployed.',
            },
          ]),
    ];
  });
};
