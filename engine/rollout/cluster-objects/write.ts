import { applyObject } from '../apply.ts';
import { pause } from '../clock.ts';
import { type KubernetesObject, nameOf, Refusal, referenceOf } from '../cluster.ts';
import { isDefinition, kindsOf } from '../manifests/scope.ts';
import type { RolloutPorts } from '../request.ts';
import { definitionState } from './definition.ts';
import { byOrderOfWriting } from './order.ts';

type Ports = Pick<RolloutPorts, 'cluster' | 'clock' | 'log' | 'signal'>;

export type WrittenForCluster =
  | { readonly kind: 'written' | 'cancelled'; readonly changed: readonly string[] }
  | { readonly kind: 'refused'; readonly sentence: string; readonly changed: readonly string[] };

/** How long a cluster has to serve a kind whose definition it has taken. It needs a moment. */
const ESTABLISHED_WITHIN = 60_000;
const LOOKED_EVERY = 500;

/** Writes objects of the whole cluster in order, and waits until what the definitions among them bring is served. Deletes nothing, and
 *  nothing takes it back: others share these objects. Writing them again changes nothing. @throws {Unreachable} */
export async function writeClusterObjects(
  objects: readonly KubernetesObject[],
  ports: Ports,
): Promise<WrittenForCluster> {
  const { cluster, log, signal } = ports;
  const changed: string[] = [];
  const waiting: KubernetesObject[] = [];
  try {
    for (const object of objects.toSorted(byOrderOfWriting)) {
      if (signal.aborted) return { kind: 'cancelled', changed };
      if (!isDefinition(object) && waiting.length > 0) {
        const problem = await served(waiting.splice(0), ports);
        if (problem !== undefined) return { ...problem, changed };
      }
      const before = await readable(object, ports);
      const { object: now } = await applyObject(cluster, object);
      if (isDefinition(object)) waiting.push(object);
      if (before?.metadata.resourceVersion === now.metadata.resourceVersion) continue;
      changed.push(nameOf(object));
      log.info(`${nameOf(object)} is written, for the whole cluster.`);
    }
    const problem = await served(waiting, ports);
    return problem === undefined ? { kind: 'written', changed } : { ...problem, changed };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'refused', sentence: error.message, changed };
  }
}

/** What may not be read may be written all the same. */
async function readable(object: KubernetesObject, { cluster }: Ports): Promise<KubernetesObject | undefined> {
  try {
    return await cluster.get(referenceOf(object, ''));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

type Unserved = { readonly kind: 'cancelled' } | { readonly kind: 'refused'; readonly sentence: string };

async function served(definitions: readonly KubernetesObject[], ports: Ports): Promise<Unserved | undefined> {
  const { cluster, clock, signal } = ports;
  const deadline = clock.now() + ESTABLISHED_WITHIN;
  for (const definition of definitions)
    for (;;) {
      const state = definitionState(await readable(definition, ports));
      if (state.kind === 'rejected')
        return {
          kind: 'refused',
          sentence: `The cluster takes the names of ${nameOf(definition)} not: ${state.sentence}`,
        };
      if (state.kind === 'established' && (await isServed(definition, cluster))) break;
      if (signal.aborted) return { kind: 'cancelled' };
      if (clock.now() >= deadline)
        return {
          kind: 'refused',
          sentence: `${nameOf(definition)} was written ${ESTABLISHED_WITHIN / 1000} s ago, and the cluster does not serve it. Look at its conditions with "kubectl describe crd ${definition.metadata.name}".`,
        };
      await pause(LOOKED_EVERY, clock, signal);
    }
  return undefined;
}

async function isServed(definition: KubernetesObject, cluster: Ports['cluster']): Promise<boolean> {
  const kinds = [...kindsOf(definition).keys()].map((key) => {
    const slash = key.lastIndexOf('/');
    return cluster.resourceOf(key.slice(0, slash), key.slice(slash + 1));
  });
  return (await Promise.all(kinds)).every((resource) => resource !== undefined);
}
