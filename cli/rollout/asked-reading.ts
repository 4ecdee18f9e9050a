import { formatDigestReference } from '../../domain/image.ts';
import { parseImageName } from '../../domain/image-name.ts';
import type { Registry } from '../../engine/registry.ts';
import { type Cluster, Refusal } from '../../engine/rollout/cluster.ts';
import { knownResource } from '../../engine/rollout/known-kinds.ts';
import { asPeopleHaveThem } from '../../engine/rollout/manifests/as-people-have-them.ts';
import { tagsOf } from '../../engine/rollout/manifests/image-names.ts';
import { kindKey, type Reading, type ResolvedImage } from '../../engine/rollout/manifests/reading.ts';
import { writtenObjects } from '../../engine/rollout/manifests/written-objects.ts';
import type { ProgressLog } from '../../engine/rollout/request.ts';
import type { ReadingChoices } from './reading-options.ts';

interface Askable {
  readonly cluster: Pick<Cluster, 'resourceOf'>;
  readonly registry: Pick<Registry, 'resolve'>;
  readonly log: Pick<ProgressLog, 'info'>;
}

/** What has to be asked before manifests can be read: the cluster, where objects of kinds lie that Kubernetes does not bring itself, and
 *  registries, which bytes the tags of images name now. Each tag is asked for once, before anything is written. */
export async function askedReading(
  text: string,
  namespace: string,
  choices: ReadingChoices,
  { cluster, registry, log }: Askable,
): Promise<Reading> {
  const { objects } = writtenObjects(text);
  const kinds = new Map(objects.map(({ object }) => [kindKey(object), object]));
  const unknown = [...kinds.values()].filter(({ apiVersion, kind }) => knownResource(apiVersion, kind) === undefined);
  const scopes = await Promise.all(
    unknown.map(async (object) => [kindKey(object), await scopeIn(cluster, object)] as const),
  );
  const reading: Reading = {
    clusterScoped: choices.clusterScoped,
    otherNamespaces: choices.otherNamespaces,
    scopes: new Map(scopes.flatMap(([key, scope]) => (scope === undefined ? [] : [[key, scope] as const]))),
    images: undefined,
  };
  if (choices.requireDigests) return reading;
  const { namespaced } = asPeopleHaveThem(objects, namespace, reading);
  const tags = [...new Set(namespaced.flatMap(({ object }) => tagsOf(object)))];
  const images = await Promise.all(tags.map(async (tag) => [tag, await resolved(tag, registry)] as const));
  for (const [tag, image] of images)
    if (image.kind === 'resolved') log.info(`Image ${tag} is ${formatDigestReference(image.reference)} now.`);
  return { ...reading, images: new Map(images) };
}

/** `undefined` where the server does not say. */
async function scopeIn(cluster: Askable['cluster'], { apiVersion, kind }: Kind): Promise<Scope | undefined> {
  try {
    return (await cluster.resourceOf(apiVersion, kind))?.scope ?? 'none';
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
type Kind = { readonly apiVersion: string; readonly kind: string };
type Scope = 'Namespaced' | 'Cluster' | 'none';

async function resolved(image: string, registry: Askable['registry']): Promise<ResolvedImage> {
  const name = parseImageName(image);
  if (name === undefined) return { kind: 'unresolved', sentence: 'This is no name of an image.' };
  const { repository, tag } = name;
  try {
    const digest = await registry.resolve(repository, tag);
    return digest === undefined
      ? {
          kind: 'unresolved',
          sentence: `Its registry has no ${repository}:${tag}. Correct the name, or build and push the image.`,
        }
      : { kind: 'resolved', reference: { repository, digest } };
  } catch (error) {
    const host = repository.split('/')[0] ?? '';
    return {
      kind: 'unresolved',
      sentence: `Which bytes the tag names could not be asked: ${(error as Error).message} Log in to ${host} on this machine ("docker login ${host}"; pull secrets of the cluster are not read), or write ${repository}@sha256:…; "docker buildx imagetools inspect" prints it, and a pod that runs has it in its status as imageID.`,
    };
  }
}
