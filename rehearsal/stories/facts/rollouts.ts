import type { Service } from '../../../domain/service.ts';
import type { Tier } from '../../../domain/tier.ts';
import { clusterKey, targetsOf, type Waves } from '../../../domain/waves.ts';
import type { JobStatement, WaitStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { adoption, type Jobs, within } from './jobs.ts';
import { type Recorded, recordSteps, verifySteps } from './steps.ts';
import { rolloutSteps } from './tier-steps.ts';
import { serviceOf, tierOf } from './tiers.ts';
import { TOKENS } from './tokens.ts';

/** How a service gets to a tier, in all clusters that it reaches. */
export interface RolloutFact {
  readonly tier: Tier;
  /** Path of the call that the jobs are in; '' for none. */
  readonly call?: string;
  /** Paths of the jobs that come before. */
  readonly after: readonly string[] | ((service: string) => readonly string[]);
  /** A bad one fails everywhere; of each service with its own words, where they differ. */
  readonly bad?: RegExp | ((service: Service) => RegExp);
  /** Another run writes there when it comes. */
  readonly queued?: boolean;
}

/** Ids of all jobs that roll out to a tier, and of those that verify it and say so. */
export const rolloutJobs = ({ cluster, services }: StoryDelivery, tier: Tier): readonly string[] => [
  ...services.flatMap(({ name }) => idsOf(cluster, tier, name)),
  ...(tier.verify === undefined ? [] : [verifyJob(tier), recordJob(tier)]),
];

export const verifyJob = ({ name }: Tier): string => `${name}-verify`;

/** The job that says how the tier was verified. */
export const recordJob = ({ name }: Tier): string => `${name}-record`;

/** The job whose result speaks for all clusters of the tier. */
export const lastJob = ({ cluster }: Pick<StoryDelivery, 'cluster'>, tier: Tier, service: string): string =>
  idsOf(cluster, tier, service).at(-1) ?? '';

function idsOf(cluster: StoryDelivery['cluster'], tier: Tier, service: string): readonly string[] {
  const id = `${tier.name}-${service}`;
  const targets = targetsOf(cluster, tier.clusters);
  if (targets.kind === 'one') return [id];
  return targets.waves.order.flatMap((_, index, { length }) => [
    `${id}-wave-${index + 1}`,
    index + 1 === length ? `${id}-complete` : `${id}-after-wave-${index + 1}`,
  ]);
}

/** One job, or in a tier of several clusters one for each of them and one after each wave that judges it (docs/waves.md). */
export function rollout(of: StoryDelivery, { service, ...fact }: RolloutFact & { readonly service: string }): Jobs {
  const { tier, call = '', after, bad, queued = false } = fact;
  const provenIn = tier.after === undefined ? undefined : tierOf(of, tier.after);
  const own = serviceOf(of, service);
  const job = (cluster?: StoryDelivery['cluster']): JobStatement => ({
    ...(bad === undefined
      ? { result: 'success' }
      : { result: 'failure', errors: [typeof bad === 'function' ? bad(own) : bad] }),
    after: typeof after === 'function' ? after(service) : after,
    token: TOKENS.rollout,
    steps: rolloutSteps(of, tier, own, { cluster, provenIn }),
    ...(queued ? { waits: waitsFor(groupOf(tier, service, cluster)) } : {}),
  });
  const id = within(call, `${tier.name}-${service}`);
  const targets = targetsOf(of.cluster, tier.clusters);
  return targets.kind === 'one'
    ? { [id]: job() }
    : Object.fromEntries(waveJobs(targets.waves, id, job, tier.verify === undefined ? TOKENS.record : TOKENS.judge));
}

/** The rollouts of services: of all, where none is named. */
export const rollouts = (
  delivery: StoryDelivery,
  { services = delivery.services.map(({ name }) => name), ...fact }: RolloutFact & { services?: readonly string[] },
): Jobs => Object.assign({}, ...services.map((service) => rollout(delivery, { ...fact, service })));

/** What comes before a rollout through the tier before: nobody has found evidence of the service. */
export const afterAdoption =
  (call: string) =>
  (service: string): readonly string[] => [adoption(call, service)];

export const waitsFor = (group: string): readonly WaitStatement[] => [{ for: 'group', group }];

/** The leg of a matrix for a cluster. */
export const legOf = (id: string, { name, location }: StoryDelivery['cluster']): string =>
  `${id} (${name}, ${location})`;

/** A bad wave is judged, too, and no other starts. With one cluster at a time the rest of a bad wave does not start either. */
function* waveJobs(
  { order, maxParallel }: Waves,
  id: string,
  job: (cluster: StoryDelivery['cluster']) => JobStatement,
  lastToken: NonNullable<JobStatement['token']>,
): Generator<readonly [string, JobStatement]> {
  const isBad = job(order[0][0]).result === 'failure';
  let before: readonly string[] | undefined;
  for (const [index, wave] of order.entries()) {
    const token = index + 1 === order.length ? lastToken : TOKENS.judge;
    const legs = `${id}-wave-${index + 1}`;
    const judge = index + 1 === order.length ? `${id}-complete` : `${id}-after-wave-${index + 1}`;
    if (isBad && index > 0) {
      yield [legs, { result: 'skipped' }];
      yield [judge, { result: 'skipped' }];
      continue;
    }
    for (const [leg, cluster] of wave.entries()) {
      const spared = isBad && maxParallel === 1 && leg > 0;
      const stated = job(cluster);
      yield [
        legOf(legs, cluster),
        spared ? { result: 'cancelled' } : { ...stated, after: before ?? stated.after ?? [] },
      ];
    }
    yield [
      judge,
      isBad
        ? { result: 'failure', errors: [/./], token }
        : { result: 'success', after: wave.map((one) => legOf(legs, one)), token },
    ];
    before = [judge];
  }
}

/** The group in which all jobs that write a service of a tier queue; where the tier has several clusters, one for each. */
export const groupOf = (tier: Tier, service: string, cluster?: StoryDelivery['cluster']): string =>
  [`deploy/${tier.name}/${service}`, ...(cluster === undefined ? [] : [clusterKey(cluster)])].join('/');

/** The tier's checks, after the rollouts of the services. */
export const checked = (
  delivery: StoryDelivery,
  tier: Tier,
  call = '',
  rolledOut: readonly string[] = delivery.services.map(({ name }) => name),
): Jobs =>
  tier.verify === undefined
    ? {}
    : {
        [within(call, verifyJob(tier))]: {
          result: 'success',
          after: rolledOut.map((service) => within(call, lastJob(delivery, tier, service))),
          token: tier.verify.reach === 'job' ? TOKENS.adopt : TOKENS.test,
          steps: verifySteps(delivery, tier),
        },
      };

/** How the tier was verified is said by a job of its own. */
export const recorded = (delivery: StoryDelivery, tier: Tier, call = '', saying?: Recorded): Jobs =>
  tier.verify === undefined
    ? {}
    : {
        [within(call, recordJob(tier))]: {
          result: 'success',
          after: [within(call, verifyJob(tier))],
          token: TOKENS.record,
          steps: recordSteps(delivery, tier, saying),
        },
      };

/** The tier is verified after the rollouts of the services, and another job says so. */
export const verified = (
  delivery: StoryDelivery,
  tier: Tier,
  call = '',
  rolledOut: readonly string[] = delivery.services.map(({ name }) => name),
  saying?: Recorded,
): Jobs => ({ ...checked(delivery, tier, call, rolledOut), ...recorded(delivery, tier, call, saying) });
