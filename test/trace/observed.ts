import { at, count, type Json, list, text } from './json.ts';
import { conditions } from './outcome.ts';
import type { Workspace } from './workspace.ts';

const REVISION = 'deployment.kubernetes.io/revision';

/** The revision that a Deployment or ReplicaSet says it is. */
export const revision = (object: Json): number => count(object, 'metadata', 'annotations', REVISION);

/** The Deployment as it is now; null when there is none. */
export const readDeployment = async (space: Workspace, name = 'web'): Promise<Json> => {
  const { status, body } = await space.get('deployments', name);
  return status === 200 ? body : null;
};

/** ReplicaSets of one app, oldest revision first. */
export const readReplicaSets = async (space: Workspace, app = 'web'): Promise<readonly Json[]> =>
  list((await space.list('replicasets', { labelSelector: `app=${app}` })).body, 'items').toSorted(
    (a, b) => revision(a) - revision(b),
  );

export const readPods = async (space: Workspace, app = 'web'): Promise<readonly Json[]> =>
  list((await space.list('pods', { labelSelector: `app=${app}` })).body, 'items');

/** What is wanted of each ReplicaSet, oldest revision first. */
export const sizes = (replicaSets: readonly Json[]): readonly number[] =>
  replicaSets.map((one) => count(one, 'spec', 'replicas'));

/** Whether the controller has looked at the latest specification, and as many pods are counted as its ReplicaSets want. */
export const isCounted = (deployment: Json, replicaSets: readonly Json[]): boolean =>
  count(deployment, 'status', 'observedGeneration') === count(deployment, 'metadata', 'generation') &&
  count(deployment, 'status', 'replicas') === sizes(replicaSets).reduce((sum, size) => sum + size, 0) &&
  replicaSets.every((one) => count(one, 'status', 'replicas') === count(one, 'spec', 'replicas'));

/** Reads a Deployment and its ReplicaSets until all pods are counted and the sizes are these. */
export async function untilSizes(space: Workspace, wanted: readonly number[], name = 'web'): Promise<Json> {
  return space.until<Json>(
    `ReplicaSets of ${name} with the sizes ${wanted.join(', ')}`,
    async () => {
      const deployment = await readDeployment(space, name);
      const replicaSets = await readReplicaSets(space, name);
      return { deployment, replicaSets, sizes: sizes(replicaSets) };
    },
    (seen) =>
      JSON.stringify(at(seen, 'sizes')) === JSON.stringify(wanted) &&
      isCounted(at(seen, 'deployment') ?? null, list(seen, 'replicaSets')),
  );
}

/** Counters and conditions of a Deployment. */
export const progress = (deployment: Json): Json => {
  const { conditions: _told, ...counters } = (at(deployment, 'status') ?? {}) as Record<string, Json>;
  return { ...counters, conditions: conditions(deployment) };
};

/** What a ReplicaSet is, without its template. */
export const replicaSetFacts = (one: Json): Json => ({
  name: text(one, 'metadata', 'name'),
  uid: text(one, 'metadata', 'uid'),
  annotations: at(one, 'metadata', 'annotations') ?? null,
  labels: at(one, 'metadata', 'labels') ?? null,
  owner: at(one, 'metadata', 'ownerReferences') ?? null,
  selector: at(one, 'spec', 'selector') ?? null,
  replicas: count(one, 'spec', 'replicas'),
  image: text(one, 'spec', 'template', 'spec', 'containers', 0, 'image'),
});

/** Watches the pods of an app until one of them is so, if only for a moment. */
export async function podSeen(space: Workspace, app: string, holds: (pod: Json) => boolean): Promise<Json> {
  for await (const { object } of space.watch('pods', { labelSelector: `app=${app}` })) if (holds(object)) return object;
  throw new Error(`The watch of the pods of ${app} ended before one of them was as it should be.`);
}

/** Reasons of the events about objects of a kind, each once, in alphabetical order, as soon as these are among them. */
export const eventReasons = async (
  space: Workspace,
  kind: string,
  wanted: readonly string[],
): Promise<readonly string[]> =>
  space.until(
    `events about ${kind}: ${wanted.join(', ')}`,
    async () => {
      const { body } = await space.list('events', { fieldSelector: `involvedObject.kind=${kind}` });
      return [...new Set(list(body, 'items').map((event) => `${text(event, 'type')} ${text(event, 'reason')}`))].sort();
    },
    (seen) => wanted.every((reason) => seen.includes(reason)),
  );

/** Status of the first container. */
export const container = (pod: Json): Json => at(pod, 'status', 'containerStatuses', 0) ?? null;
