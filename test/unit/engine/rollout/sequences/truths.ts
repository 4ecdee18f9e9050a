import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import type { RolloutResult } from '../../../../../engine/rollout/request.ts';
import type { Meanwhile } from './meanwhile.ts';
import { idOf, type Picture } from './picture.ts';

/** A key that somebody else adds to a ConfigMap of ours. It may stay: ConfigMaps have many writers. */
export const THEIR_KEY = 'theirs';

/** One end of a rollout, with what was there before it and what is there after it. */
export interface Ended {
  readonly result: Pick<RolloutResult, 'outcome' | 'sentence' | 'rollback'>;
  readonly before: Picture;
  readonly after: Picture;
  /** What was to be written. */
  readonly wanted: readonly KubernetesObject[];
  readonly prune: boolean;
  /** Objects that releases have brought, by their ids. */
  readonly ours: ReadonlySet<string>;
  /** Those of them that somebody else has written since. */
  readonly theirs: ReadonlySet<string>;
  /** What ran before was a good release, whole. */
  readonly wasGood: boolean;
  /** What has happened while it was under way. */
  readonly happened: Meanwhile | undefined;
  readonly strategy: 'rolling' | 'blueGreen' | 'canary';
}

/** What a sentence says that is not so. Empty when it is true. */
export function untruths(ended: Ended): readonly string[] {
  const { result, happened, wasGood } = ended;
  const isOthers = happened?.kind === 'other writer';
  switch (result.outcome) {
    case 'complete':
      return [...notWritten(ended), ...leftSilently(ended), ...leftWithoutReason(ended), ...copiesLeft(ended)];
    case 'rolled-back':
      return [...(wasGood && !isOthers ? notAsBefore(ended) : []), ...copiesLeft(ended)];
    case 'refused':
      return isOthers ? [] : changed(ended).map((id) => `${id} was changed by what was refused`);
    case 'failed':
    case 'timeout':
      return [
        ...(/"[a-z]+/.test(result.sentence) ? [] : ['a failure that names nothing']),
        ...(result.rollback === 'none-not-switched' && wasGood && !isOthers ? notAsBefore(ended) : []),
      ];
    case 'unknown':
      return isOthers || happened?.kind === 'server away' ? [] : ['nothing was unknown'];
    case 'cancelled':
      return happened?.kind === 'cancel' ? [] : ['nobody has cancelled it'];
    default:
      return [`nothing here should end ${result.outcome}`];
  }
}

/** Complete: the live objects are what was written. */
const notWritten = ({ wanted, after, strategy, happened }: Ended): string[] => {
  // The other copy gets as many pods as the live one has; and a number of pods is an autoscaler's, whenever it comes.
  const isCounted = strategy !== 'blueGreen' && happened?.kind !== 'other writer';
  return wanted
    .flatMap((object) => {
      const live = after.get(idOf(object));
      if (live === undefined) return [`${idOf(object)} is missing`];
      return differences(object, live, idOf(object));
    })
    .filter((difference) => isCounted || !difference.startsWith('Deployment/api.spec.replicas '));
};

/** What a strategy needs beside the workload has no pods once it is over. */
const copiesLeft = ({ after }: Ended): string[] =>
  [...after.keys()].filter((id) => /^Deployment\/api-/.test(id)).map((id) => `${id} still has pods`);

/** Complete: what releases before had and this one lacks is gone with `prune`, but for what is named; without, all of it is named. */
function leftSilently({ wanted, after, ours, result: { sentence } }: Ended): string[] {
  const ids = new Set(wanted.map(idOf));
  return [...ours]
    .filter((id) => !ids.has(id) && after.has(id) && !names(sentence, id))
    .map((id) => `${id} is left, and nobody says so`);
}

/** Pruned: what is named as left is somebody else's. */
function leftWithoutReason({ after, ours, wanted, prune, theirs }: Ended): string[] {
  const ids = new Set(wanted.map(idOf));
  return prune
    ? [...ours].filter((id) => !ids.has(id) && after.has(id) && !theirs.has(id)).map((id) => `${id} was not pruned`)
    : [];
}

/** Rolled back: as before, and nothing else left; or named. */
const notAsBefore = ({ before, after, result: { sentence } }: Ended): string[] =>
  changed({ before, after })
    .filter((id) => !(after.has(id) && names(sentence, id)))
    .map((id) => `${id} is ${JSON.stringify(after.get(id))} and was ${JSON.stringify(before.get(id))}`);

const names = (sentence: string, id: string): boolean => sentence.includes(`${id.replace('/', ' "')}"`);

export const changed = ({ before, after }: Pick<Ended, 'before' | 'after'>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => JSON.stringify(sorted(before.get(id))) !== JSON.stringify(sorted(after.get(id))),
  );

/** Where a live value is not what was written. Lists are compared whole where they hold names (containers, env, ports): one more is
 *  a difference. */
function differences(wanted: unknown, live: unknown, place: string): string[] {
  if (Array.isArray(wanted)) {
    const there = Array.isArray(live) ? live : [];
    if (there.length !== wanted.length) return [`${place} has ${there.length} entries, wanted ${wanted.length}`];
    return wanted.flatMap((each, index) => differences(each, there[index], `${place}[${index}]`));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    const there: object = typeof live === 'object' && live !== null ? live : {};
    const values = new Map<string, unknown>(Object.entries(there));
    const lacking = [...values.keys()].filter((key) => isOnlyWritten(place, key) && !(key in wanted));
    return [
      ...lacking.map((key) => `${place}.${key} is there, and was not written`),
      ...Object.entries(wanted).flatMap(([key, each]) => differences(each, values.get(key), `${place}.${key}`)),
    ];
  }
  return wanted === live ? [] : [`${place} is ${JSON.stringify(live)}, wanted ${JSON.stringify(wanted)}`];
}

/** Fields that no server fills: there only because somebody wrote them. */
const isOnlyWritten = (place: string, key: string): boolean =>
  key === 'env' || (place.endsWith('.data') && key !== THEIR_KEY);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
