import type { Delivery } from './delivery.ts';
import { evidenceWorkflows } from './evidence/tier-workflows.ts';
import type { Lot } from './lot.ts';
import { isDirect, promotedTiers } from './promotion-path.ts';
import type { Service } from './service.ts';
import type { Tier } from './tier.ts';
import { clusterKey, targetsOf } from './waves.ts';

/** Room in one file, with a reserve: GitHub starts nothing that is larger than 512,000 bytes (`workflow-file-size`). */
const BYTES = 420_000;
/** Room in one condition; GitHub reads none of more than 21,000 characters (`expression-length`). */
const CHARACTERS = 19_000;
/** What a job that asks a cluster takes at most, besides the texts of the delivery in it. */
const JOB = 3000;
/** Each way by which a release was proven, in the two jobs that ask for it. */
const WAY = 90;

/** The services in the order of the delivery, in lots of one size: as many as fit into the fullest file and the longest condition when each is
 *  as large as the largest. So a service that is added behind the others moves none of them to other files, and what is written
 *  grows with services × tiers. One lot has the files that everybody knows. */
export function lotsOf(delivery: Delivery): readonly Lot[] {
  const { services, tiers } = delivery;
  const bytes = Math.max(...services.map((service) => bytesOf(delivery, service)));
  const characters = Math.max(...services.map((service) => charactersOf(service, tiers)));
  const size = Math.max(1, Math.min(Math.floor(BYTES / bytes), Math.floor(CHARACTERS / characters)));
  return Array.from({ length: Math.ceil(services.length / size) }, (_, index) => ({
    number: index + 1,
    services: services.slice(index * size, (index + 1) * size),
  }));
}

/** What a service takes in its fullest file. */
function bytesOf(delivery: Delivery, service: Service): number {
  const { tiers } = delivery;
  const texts =
    14 * (service.name.length + service.image.length + service.path.length) + JSON.stringify(service.test).length;
  const jobs = (tier: Tier) => tierBytes(delivery, tier, texts);
  const direct = tiers.filter(isDirect).map(jobs);
  const promotions = promotedTiers(delivery).map((tier) => {
    const before = tiers.find(({ name }) => name === tier.after);
    const ways = before === undefined ? 0 : WAY * evidenceWorkflows(delivery, before).length;
    const through = before !== undefined && isDirect(before) ? jobs(before) : 0;
    return JOB + texts + jobs(tier) + through + 2 * ways;
  });
  const back = tiers.map((tier) => jobs(tier) + WAY * evidenceWorkflows(delivery, tier).length);
  return Math.max(1.5 * JOB + texts, sum(direct), sum(back), ...promotions);
}

/** What the jobs of one service in one tier take, each leg of each wave included. */
function tierBytes({ cluster }: Delivery, tier: Tier, texts: number): number {
  const one = JOB + texts + 2 * JSON.stringify([tier.rollout, tier.graces, tier.host, tier.namespace]).length;
  const targets = targetsOf(cluster, tier.clusters);
  if (targets.kind === 'one') return one;
  const { order } = targets.waves;
  const keys = sum(order.flat().map((each) => clusterKey(each).length + 14));
  const legs = keys + 40 * order.flat().length;
  return 2 * (one * order.length + legs) + order.length * keys;
}

/** What a service adds to the condition that everything chosen is settled: its name in seven places, ids of its jobs in four. */
const charactersOf = ({ name }: Service, tiers: readonly Tier[]): number =>
  340 + 7 * name.length + 5 * Math.max(0, ...tiers.map((tier) => tier.name.length + '-complete'.length));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
