import { isKeptBySluice } from '../../kept-objects.ts';
import { type ApplyOptions, type Cluster, type KubernetesObject, Refusal, referenceOf, seenOf } from '../cluster.ts';
import { overMoves } from '../over-moves.ts';
import { sameCluster } from '../same-cluster.ts';
import { isOverruled, ownershipsOf } from './field-managers.ts';
import { handOver } from './hand-over.ts';
import { withBook } from './with-book.ts';

/** What was seen of an object before; `undefined` where nobody has looked. */
export type Known = (object: KubernetesObject) => KubernetesObject | 'absent' | undefined;

/** The same cluster, except that what we apply is ours first: what is taken over changes hands in a write of its own, bound to the version
 *  that was looked at, and what the manifests give up is kept. Whoever dies between the two writes has changed nothing but the book.
 *  What preflight would refuse is not taken here either.
 *  @param known is not read again where a write is bound to that version, or makes what was not there */
export const owning = (cluster: Cluster, takeOver: readonly string[], known: Known = () => undefined): Cluster =>
  sameCluster(cluster, {
    async apply(object, options = {}) {
      const isOurs = options.dryRun === true || isKeptBySluice(object.kind, object.metadata.name);
      return isOurs ? await cluster.apply(object, options) : await own(cluster, object, options, { takeOver, known });
    },
  });

async function own(
  cluster: Cluster,
  object: KubernetesObject,
  options: ApplyOptions,
  { takeOver, known }: { readonly takeOver: readonly string[]; readonly known: Known },
) {
  const { resourceVersion } = object.metadata;
  const write = async () => {
    const live = await liveOf(cluster, object, known(object));
    // Another version than the one that was looked at is refused by the server, and somebody looks again.
    if (live === undefined || (resourceVersion ?? live.metadata.resourceVersion) !== live.metadata.resourceVersion)
      return await cluster.apply(object, options);
    const booked = await withBook(cluster, live);
    const plan = handOver(booked, object, takeOver);
    if (plan === undefined) return await overruling(object, booked);
    const { managedFields } = plan;
    const moved = await cluster.patch(seenOf(live, object.metadata.namespace ?? ''), { metadata: { managedFields } });
    const bound = resourceVersion === undefined ? {} : { resourceVersion: moved.metadata.resourceVersion ?? '' };
    return await overruling({ ...object, metadata: { ...object.metadata, ...bound } }, moved);
  };
  return resourceVersion === undefined ? await overMoves(write) : await write();

  async function overruling(bound: KubernetesObject, booked: KubernetesObject) {
    try {
      return await cluster.apply(bound, options);
    } catch (error) {
      if (!(error instanceof Refusal) || error.conflicts.length === 0) throw error;
      const book = ownershipsOf(booked);
      if (!error.conflicts.every(({ manager }) => isOverruled(manager, book, takeOver))) throw error;
      return await cluster.apply(bound, { force: true });
    }
  }
}

async function liveOf(
  cluster: Cluster,
  object: KubernetesObject,
  known: ReturnType<Known>,
): Promise<KubernetesObject | undefined> {
  const { namespace = '', resourceVersion } = object.metadata;
  if (known === 'absent' && resourceVersion === undefined) return undefined;
  const isBound =
    known !== 'absent' && resourceVersion !== undefined && known?.metadata.resourceVersion === resourceVersion;
  return isBound ? known : await cluster.get(referenceOf(object, namespace));
}
