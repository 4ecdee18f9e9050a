import type { Delivery } from '../../domain/delivery.ts';
import type { Durations } from '../../rehearsal/administrator.ts';
import { bareGround } from '../../rehearsal/bare-ground.ts';
import type { GroundKind } from '../../rehearsal/ground.ts';
import { runsJobs } from '../../rehearsal/story/role.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import { type DeliveryHere, deliveryHere } from './delivery-here.ts';
import { groundOf } from './ground-of.ts';
import type { RehearseOptions } from './options.ts';

/** What of a delivery is rehearsed, and on what it stands. */
interface Place {
  readonly here: DeliveryHere;
  readonly ground: GroundKind;
}

/** Where stand-ins play every job, nothing is needed of this machine. */
export async function placeOf(
  { company }: Pick<Story, 'company'>,
  whole: Delivery,
  cluster: RehearseOptions['cluster'],
): Promise<Place> {
  if (!runsJobs(company)) {
    const names = whole.services.map(({ name }) => name).join(' and ');
    return { here: { delivery: whole, firstLine: `Rehearsing how jobs of ${names} go on.` }, ground: bareGround };
  }
  const [here, ground] = await Promise.all([deliveryHere(whole), groundOf(cluster)]);
  return { here, ground: { ...ground, limits: [...ground.limits, described(ground.durations)] } };
}

const described = (durations: Durations): string => {
  const set = Object.entries(durations).map(([name, value]) => `${name}=${value}`);
  return `Set per environment: ${set.join(' ')}.`;
};
