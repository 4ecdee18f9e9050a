import type { Strategy } from '../../../domain/strategy.ts';
import { type Cluster, type KubernetesObject, nameOf, Refusal, referenceOf } from '../cluster.ts';
import { dropped } from '../inventory/brought.ts';
import { staysBecause } from '../inventory/may-be-removed.ts';
import { presentOf } from '../inventory/present.ts';
import { ownedManifests } from '../inventory/service-mark.ts';
import { whyItStays } from '../inventory/stays.ts';
import type { Manifests } from '../manifests.ts';
import { tryObject } from '../preflight/try-object.ts';
import type { History } from '../state/history.ts';
import { comparedObjects } from './compared-objects.ts';
import { type ChangedField, changedFields } from './object-difference.ts';

/** What would become of one object. `refused`: the server or an owner says no, so that nothing at all would be rolled out. */
export type ObjectDifference =
  | { readonly kind: 'created' | 'removed' | 'same'; readonly name: string }
  | { readonly kind: 'changed'; readonly name: string; readonly fields: readonly ChangedField[] }
  | { readonly kind: 'left'; readonly name: string; readonly why: string }
  | { readonly kind: 'refused'; readonly name: string; readonly sentences: readonly string[] };

/** A service as it would be rolled out. */
export interface PlannedService {
  readonly service: string;
  readonly namespace: string;
  readonly manifests: Manifests;
  readonly strategy: Strategy;
  readonly takeOver: readonly string[];
  /** Whether what no longer belongs to it would be deleted. */
  readonly prune: boolean;
  readonly history: History;
  /** Of the state that it would be. */
  readonly key: string;
}

export interface ServiceDifference {
  readonly objects: readonly ObjectDifference[];
  readonly notes: readonly string[];
}

/** What a rollout would change, asked of the server by dry runs of what it would write: defaults, admission and owners of fields included.
 *  Writes nothing. @throws {Refusal | Unreachable} where it cannot be told at all */
export async function serviceDifference(cluster: Cluster, planned: PlannedService): Promise<ServiceDifference> {
  const { service, namespace, strategy, takeOver } = planned;
  const manifests = ownedManifests(planned.manifests, service);
  const compared = await comparedObjects(cluster, manifests, strategy, namespace);
  const found = await Promise.all(
    compared.map(async (object) => {
      const [live, tried] = await Promise.all([
        liveOf(cluster, object, namespace),
        tryObject(cluster, object, namespace, takeOver),
      ]);
      return { difference: between(object, live, tried), notes: tried.notes };
    }),
  );
  const jobs = [...manifests.preDeployJobs, ...manifests.jobs];
  return {
    objects: [...found.map(({ difference }) => difference), ...(await goneOf(cluster, compared, planned))],
    notes: [
      ...manifests.notes,
      ...found.flatMap(({ notes }) => notes),
      ...jobs.map((job) => `${nameOf(job)} runs once with each new release.`),
    ],
  };
}

/** What may not be read is not taken for what is not there. */
async function liveOf(cluster: Cluster, object: KubernetesObject, namespace: string) {
  try {
    return await cluster.get(referenceOf(object, namespace));
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function between(
  object: KubernetesObject,
  live: KubernetesObject | Refusal | undefined,
  { answer, refusals }: Awaited<ReturnType<typeof tryObject>>,
): ObjectDifference {
  const name = nameOf(object);
  if (answer === undefined) return { kind: 'refused', name, sentences: refusals };
  if (live instanceof Refusal) return { kind: 'refused', name, sentences: [live.message] };
  if (live === undefined) return { kind: 'created', name };
  const fields = changedFields(live, answer);
  return fields.length === 0 ? { kind: 'same', name } : { kind: 'changed', name, fields };
}

/** What earlier states brought and this one lacks. Copies that a strategy keeps are no part of any state. */
async function goneOf(
  cluster: Cluster,
  compared: readonly KubernetesObject[],
  { history, key, manifests, namespace, service, prune }: PlannedService,
): Promise<readonly ObjectDifference[]> {
  const candidates = dropped(history, key, [...compared, ...manifests.objects]);
  return (await presentOf(cluster, candidates, namespace)).map((live): ObjectDifference => {
    const stays = staysBecause(live, service);
    const name = nameOf(live);
    if (stays !== undefined) return { kind: 'left', name, why: whyItStays(stays) };
    return prune ? { kind: 'removed', name } : { kind: 'left', name, why: 'nothing is deleted without prune' };
  });
}
