import { type ApplyOptions, type Cluster, type KubernetesObject, Refusal, referenceOf, seenOf } from '../cluster.ts';
import { withDerivedDefaults } from './derived-defaults.ts';
import { withLiveNodes } from './live-node.ts';
import { otherBranches, pathsOf } from './other-branches.ts';
import { owningPaths } from './owned-branch.ts';

/** Applies an object. Where the live one has branches that this one excludes and that an apply leaves behind, because nobody owns
 *  them, they become ours first and go with the same apply: no state in between is ever seen.
 *  @throws {Refusal} what the server says of the object as it is to be. */
export async function applyUnion(cluster: Cluster, given: KubernetesObject, options: ApplyOptions = {}) {
  const object = withDerivedDefaults(given);
  try {
    return await cluster.apply(object, options);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error;
    const namespace = object.metadata.namespace ?? '';
    const live = await cluster.get(referenceOf(object, namespace));
    const others = live === undefined ? [] : otherBranches(object, live);
    if (live === undefined || others.length === 0) throw error;
    if (options.dryRun === true) return await tryUnion(cluster, object, withLiveNodes(object, live, others), options);
    const { resourceVersion } = object.metadata;
    const isMoved = resourceVersion !== undefined && resourceVersion !== live.metadata.resourceVersion;
    if (isMoved) throw new Refusal(409, 'Conflict', `${object.kind} "${object.metadata.name}" has been written since.`);
    const managedFields = owningPaths(live, others.flatMap(pathsOf));
    const owned = await cluster.patch(seenOf(live, namespace), { metadata: { managedFields } });
    return await cluster.apply(
      resourceVersion === undefined
        ? object
        : { ...object, metadata: { ...object.metadata, resourceVersion: owned.metadata.resourceVersion ?? '' } },
      options,
    );
  }
}

/** A dry run cannot write the book first, so it asks twice: for the live object with all but its unions changed, and for the wanted
 *  one under a name that is free. */
async function tryUnion(cluster: Cluster, object: KubernetesObject, asLive: KubernetesObject, options: ApplyOptions) {
  const answer = await cluster.apply(asLive, options);
  const { name } = object.metadata;
  const free = `${name.slice(0, 40)}-sluice-trial`;
  try {
    await cluster.apply({ ...object, metadata: { ...object.metadata, name: free } }, { dryRun: true });
  } catch (error) {
    // Only what it says of the fields counts: we may have no right to create, and a quota counts one object more.
    if (error instanceof Refusal && error.status === 422)
      throw new Refusal(422, error.reason, error.message.replaceAll(free, name));
    if (!(error instanceof Refusal)) throw error;
  }
  return answer;
}
