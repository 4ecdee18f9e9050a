import { at, count, type Json, list, text } from './json.ts';
import type { Resource, Workspace } from './workspace.ts';

/** One object as it is now; null when there is none. */
export const readOne = async (space: Workspace, resource: Resource, name: string): Promise<Json> => {
  const { status, body } = await space.get(resource, name);
  return status === 200 ? body : null;
};

/** Reads an object until it is so. */
export const untilObject = (
  space: Workspace,
  resource: Resource,
  name: string,
  holds: (object: Json) => boolean,
): Promise<Json> =>
  space.until<Json>(`${resource}/${name}: ${String(holds).slice(0, 200)}`, () => readOne(space, resource, name), holds);

/** The controller has looked at the latest specification. */
export const isSeen = (object: Json): boolean =>
  count(object, 'status', 'observedGeneration') === count(object, 'metadata', 'generation');

/** Revisions of the namespace, lowest number first, without their data but for the image. */
export const readRevisions = async (space: Workspace): Promise<readonly Json[]> =>
  list((await space.list('controllerrevisions')).body, 'items')
    .toSorted((a, b) => count(a, 'revision') - count(b, 'revision'))
    .map((revision) => ({
      name: text(revision, 'metadata', 'name'),
      labels: at(revision, 'metadata', 'labels') ?? null,
      annotations: at(revision, 'metadata', 'annotations') ?? null,
      owners: at(revision, 'metadata', 'ownerReferences') ?? null,
      revision: count(revision, 'revision'),
      directive: at(revision, 'data', 'spec', 'template', '$patch') ?? null,
      image: text(revision, 'data', 'spec', 'template', 'spec', 'containers', 0, 'image'),
    }));

/** Events about objects of a kind: type, reason and message, each once, in alphabetical order, as soon as these reasons are among
 *  them. */
export const toldOf = async (space: Workspace, kind: string, wanted: readonly string[]): Promise<readonly string[]> => {
  const found = await space.until(
    `events about ${kind}: ${wanted.join(', ')}`,
    async () => list((await space.list('events', { fieldSelector: `involvedObject.kind=${kind}` })).body, 'items'),
    (events) => wanted.every((reason) => events.some((event) => text(event, 'reason') === reason)),
  );
  const lines = found.map((event) => `${text(event, 'type')} ${text(event, 'reason')}: ${text(event, 'message')}`);
  return [...new Set(lines.map((line) => line.replace(/-[a-z0-9]{5}$/, '-<suffix>')))].sort();
};

/** What makes a pod a member of its set. */
export const memberFacts = (pod: Json): Json => ({
  name: text(pod, 'metadata', 'name'),
  generateName: text(pod, 'metadata', 'generateName'),
  labels: at(pod, 'metadata', 'labels') ?? null,
  annotations: at(pod, 'metadata', 'annotations') ?? null,
  finalizers: at(pod, 'metadata', 'finalizers') ?? null,
  owners: at(pod, 'metadata', 'ownerReferences') ?? null,
  hostname: at(pod, 'spec', 'hostname') ?? null,
  subdomain: at(pod, 'spec', 'subdomain') ?? null,
  affinity: at(pod, 'spec', 'affinity') ?? null,
  tolerations: at(pod, 'spec', 'tolerations') ?? null,
});
