import type { Tier } from '../../../domain/tier.ts';
import { targetsOf } from '../../../domain/waves.ts';
import { approvalEnvironment, approverOf } from '../../administrator.ts';
import type { Answer, JobStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { adoption, failed, type Jobs, jobsOf, within } from './jobs.ts';
import { afterAdoption, lastJob, recordJob, rolloutJobs, rollouts, verified } from './rollouts.ts';
import { CHECKOUT, clusterAccess, evidenceStep, protectionStep, releasesStep } from './steps.ts';
import { takesPushes, tierOf } from './tiers.ts';
import { TOKENS } from './tokens.ts';

/** Name of the promotion into a tier: of its workflow file, and of the job that calls it. */
export const promotionOf = ({ tiers }: Pick<StoryDelivery, 'tiers'>, { name }: Tier): string =>
  tiers.filter((tier) => !takesPushes(tier)).length === 1 ? 'promote' : `promote-${name}`;

/** The job that lets releases go on: people's gate, or one that says that everything is proven. */
export const gateOf = ({ approval }: Pick<Tier, 'approval'>): string => (approval === undefined ? 'proven' : 'gate');

/** What whoever is asked before a tier says; nobody, where nobody is asked. */
export const saidBefore = ({ approval }: Pick<Tier, 'approval'>, said: Answer['said']): Answer => ({
  said,
  by: approval === undefined ? '' : approverOf(approval).login,
});

/** The jobs of a promotion as `deploy.yml` calls it: those that are stated, and all others skipped. */
export function promotionJobs(delivery: StoryDelivery, tier: Tier, call: string, ...stated: readonly Jobs[]): Jobs {
  const before = tier.after === undefined ? undefined : tierOf(delivery, tier.after);
  const ids = [
    'notice',
    `refuse-${tier.name}`,
    ...delivery.services.map(({ name }) => adoption('', name)),
    ...(before === undefined || !takesPushes(before) ? [] : rolloutJobs(delivery, before)),
    ...(tier.approval === undefined ? [] : ['protection']),
    gateOf(tier),
    ...rolloutJobs(delivery, tier),
  ];
  return jobsOf(
    ids.map((id) => within(call, id)),
    ...stated,
  );
}

/** The evidence of each service is looked for, once the jobs of the caller are through. */
export function adoptions(
  of: StoryDelivery,
  { tier, call, services = namesOf(of) }: Pick<PromotionFact, 'tier' | 'call' | 'services'>,
  after: readonly string[],
): Jobs {
  const before = tier.after === undefined ? undefined : tierOf(of, tier.after);
  const targets = targetsOf(of.cluster, tier.clusters);
  const cluster = targets.kind === 'one' ? targets.cluster : targets.waves.order[0][0];
  return Object.fromEntries(
    of.services
      .filter(({ name }) => services.includes(name))
      .map((service) => [
        adoption(call, service.name),
        {
          result: 'success',
          after,
          token: TOKENS.adopt,
          steps: [CHECKOUT, ...clusterAccess(of, tier, cluster), evidenceStep(of, service, { tier, before }, 'first')],
        } satisfies JobStatement,
      ]),
  );
}

/** The protection of the tier is checked, then people are asked. */
function approved(
  of: StoryDelivery,
  { tier, call, services = namesOf(of) }: Pick<PromotionFact, 'tier' | 'call' | 'services'>,
  after: readonly string[],
  answer: Answer,
): Jobs {
  if (tier.approval === undefined)
    return {
      [within(call, gateOf(tier))]: {
        result: 'success',
        after,
        token: TOKENS.words,
        steps: [{ run: /^echo /, env: { TIER: tier.name } }],
      },
    };
  const environment = approvalEnvironment(tier.name);
  const targets = targetsOf(of.cluster, tier.clusters);
  const cluster = targets.kind === 'one' ? targets.cluster : targets.waves.order[0][0];
  const gate: JobStatement = {
    ...(answer.said === 'approved' ? { result: 'success' } : failed(new RegExp(`${answer.by} rejected`))),
    after: [within(call, 'protection')],
    token: TOKENS.words,
    steps: [releasesStep(of, tier, services)],
    waits: [{ for: 'reviewers', environment, answer }],
  };
  return {
    [within(call, 'protection')]: {
      result: 'success',
      after,
      token: TOKENS.protection,
      steps: [
        CHECKOUT,
        ...clusterAccess(of, tier, cluster),
        protectionStep(of, tier, tier.approval, services),
        releasesStep(of, tier, services),
      ],
    },
    [within(call, 'gate')]: gate,
  };
}

/** How releases get into a tier that wants proof and people's yes. */
export interface PromotionFact {
  readonly tier: Tier;
  /** Path of the call; '' for a promotion of its own. */
  readonly call: string;
  /** What of the caller comes first. */
  readonly after: readonly string[];
  /** Names of the services that people chose: all, where nothing is said. */
  readonly services?: readonly string[];
  /** Services whose release the tier before has not verified: they go through it first. */
  readonly unproven?: readonly string[];
}

const namesOf = ({ services }: StoryDelivery): readonly string[] => services.map(({ name }) => name);

/** All jobs that lead to people being asked, who then say what they say. */
export function proven(delivery: StoryDelivery, fact: PromotionFact, said: Answer['said'] = 'approved'): Jobs {
  const { tier, call, after, services = namesOf(delivery), unproven = [] } = fact;
  const before = tier.after === undefined ? undefined : tierOf(delivery, tier.after);
  const lookedFor = services.map((name) => adoption(call, name));
  const through =
    before === undefined
      ? {}
      : rollouts(delivery, { tier: before, call, after: afterAdoption(call), services: unproven });
  const last =
    before === undefined || unproven.length === 0
      ? []
      : before.verify === undefined
        ? unproven.map((service) => within(call, lastJob(delivery, before, service)))
        : [within(call, recordJob(before))];
  return Object.assign(
    {},
    adoptions(delivery, fact, after),
    through,
    before === undefined || unproven.length === 0 ? {} : verified(delivery, before, call, unproven),
    approved(delivery, fact, [...lookedFor, ...last], saidBefore(tier, said)),
  );
}

/** All of that, and the rollout of every service that was chosen. */
export function promoted(delivery: StoryDelivery, fact: PromotionFact): Jobs {
  const { tier, call, services = namesOf(delivery) } = fact;
  return {
    ...proven(delivery, fact),
    ...rollouts(delivery, { tier, call, after: [within(call, gateOf(tier))], services }),
  };
}
