import type { Watched } from '../../domain/verdict/kubernetes.ts';
import type { Fact, Subject } from '../../domain/verdict/observation.ts';
import type { KubernetesObject, ObjectList, Selection, WatchEvent } from './cluster.ts';

/** What has to be seen of one workload to judge it. */
export interface Sightline {
  readonly kind: Watched['kind'];
  readonly selection: Selection;
}

export function sightlines(
  { kind, name, namespace }: Subject,
  labels: Readonly<Record<string, string>>,
): readonly Sightline[] {
  const workload = { kind, selection: { apiVersion: 'apps/v1', kind, namespace, name } };
  const pods = { kind: 'Pod', selection: { apiVersion: 'v1', kind: 'Pod', namespace, labels } } as const;
  const sets = {
    kind: 'ReplicaSet',
    selection: { apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace, labels },
  } as const;
  const events = { kind: 'Event', selection: { apiVersion: 'v1', kind: 'Event', namespace } } as const;
  return kind === 'Deployment' ? [workload, sets, pods, events] : [workload, pods, events];
}

/** @returns `undefined` for what tells nothing about this workload. */
export function factOf({ kind }: Sightline, event: WatchEvent, subject: Subject): Fact | undefined {
  switch (event.type) {
    case 'listed':
      return listFact(kind, event, subject);
    case 'changed':
      return concerns(event.object, subject) ? { type: 'seen', object: narrow(event.object) } : undefined;
    case 'gone':
      return concerns(event.object, subject) ? { type: 'gone', object: narrow(event.object) } : undefined;
    case 'found':
    case 'lost':
    case 'refused':
      return undefined;
  }
}

export const listFact = (kind: Watched['kind'], { resourceVersion, objects }: ObjectList, subject: Subject): Fact => ({
  type: 'listed',
  kind,
  resourceVersion,
  objects: objects.filter((object) => concerns(object, subject)).map(narrow),
});

/** A namespace has events about everything; those about our pods start with our name. */
function concerns(object: KubernetesObject, { name }: Subject): boolean {
  if (object.kind !== 'Event') return true;
  const about = object['involvedObject'] as { readonly name?: string } | undefined;
  return about?.name === name || about?.name?.startsWith(`${name}-`) === true;
}

/** The one place where JSON of the server becomes what the verdict reads; its managed fields are dropped to save memory. */
function narrow(object: KubernetesObject): Watched {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata } as unknown as Watched;
}
