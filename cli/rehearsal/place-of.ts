import type { Delivery } from '../../domain/delivery.ts';
import type { Durations } from '../../rehearsal/administrator.ts';
import { bareGround } from '../../rehearsal/bare-ground.ts';
import type { GroundKind } from '../../rehearsal/ground.ts';
import { runsJobs } from '../../rehearsal/story/role.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import { type DeliveryHere, deliveryHere } from './delivery-here.ts';
import { leftOutSentence } from './foreign-workflows.ts';
import { groundOf } from './ground-of.ts';
import type { RehearseOptions } from './options.ts';
import { knownDelivery } from './stood-in-identities.ts';

/** What of a delivery is rehearsed, and on what it stands. */
interface Place {
  readonly here: DeliveryHere;
  readonly ground: GroundKind;
}

/** Where stand-ins play every job, nothing is needed of this machine. @param leftOut workflow files that nothing is told of */
export async function placeOf(
  { company }: Pick<Story, 'company'>,
  whole: Delivery,
  { cluster, leftOut }: Pick<RehearseOptions, 'cluster'> & { readonly leftOut: readonly string[] },
): Promise<Place> {
  if (!runsJobs(company)) {
    const names = whole.services.map(({ name }) => name).join(' and ');
    const { delivery, replaced, note } = knownDelivery(whole);
    const firstLine = `Rehearsing how jobs of ${names} go on.`;
    const here = { delivery, replaced, firstLine, notes: note === undefined ? [] : [note] };
    return { here: without(here, leftOut), ground: bareGround };
  }
  const [here, ground] = await Promise.all([deliveryHere(whole), groundOf(cluster)]);
  return {
    here: without(here, leftOut),
    ground: { ...ground, limits: [...ground.limits, described(ground.durations)] },
  };
}

function without(here: DeliveryHere, paths: readonly string[]): DeliveryHere {
  if (paths.length === 0) return here;
  const gone = paths.map((path) => [path, undefined] as const);
  return {
    ...here,
    replaced: new Map([...(here.replaced ?? []), ...gone]),
    notes: [...(here.notes ?? []), leftOutSentence(paths)],
  };
}

const described = (durations: Durations): string => {
  const set = Object.entries(durations).map(([name, value]) => `${name}=${value}`);
  return `Set per environment: ${set.join(' ')}.`;
};
