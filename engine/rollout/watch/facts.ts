import { assertNever } from '../../../domain/brand.ts';
import type { Watched } from '../../../domain/verdict/kubernetes.ts';
import type { Fact, Subject } from '../../../domain/verdict/observation.ts';
import type { KubernetesObject, ObjectList, Selection, WatchEvent } from '../cluster.ts';
import { textAt } from '../object-parts.ts';
import { keptFields } from './kept-fields.ts';

/** What has to be seen of one object to judge it. */
export interface Sightline {
  readonly kind: Watched['kind'];
  readonly selection: Selection;
}

/** @param labels what its pods carry; unused for what has no pods. */
export function sightlines(subject: Subject, labels: Readonly<Record<string, string>>): readonly Sightline[] {
  const { kind, name, namespace } = subject;
  const own = { kind, selection: { ...typeOf(subject), namespace, name } };
  const pods = { kind: 'Pod', selection: { apiVersion: 'v1', kind: 'Pod', namespace, labels } } as const;
  const sets = {
    kind: 'ReplicaSet',
    selection: { apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace, labels },
  } as const;
  const revisions = {
    kind: 'ControllerRevision',
    selection: { apiVersion: 'apps/v1', kind: 'ControllerRevision', namespace, labels },
  } as const;
  const events = { kind: 'Event', selection: { apiVersion: 'v1', kind: 'Event', namespace } } as const;
  switch (kind) {
    case 'Deployment':
      return [own, sets, pods, events];
    case 'DaemonSet':
      return [own, revisions, pods, events];
    case 'StatefulSet':
    case 'Job':
      return [own, pods, events];
    case 'PersistentVolumeClaim':
      return [own, events];
    case 'Custom':
      return [own];
    default:
      return assertNever(kind);
  }
}

/** Whether a rollout is judged without it, only less well: its rights are not demanded, and it is not asked again at the end. */
export const isSpareLine = ({ kind }: Sightline): boolean => kind === 'ControllerRevision';

export function typeOf(subject: Subject): Pick<Selection, 'apiVersion' | 'kind'> {
  switch (subject.kind) {
    case 'Custom':
      return { apiVersion: subject.apiVersion, kind: subject.type };
    case 'PersistentVolumeClaim':
      return { apiVersion: 'v1', kind: subject.kind };
    case 'Job':
      return { apiVersion: 'batch/v1', kind: subject.kind };
    default:
      return { apiVersion: 'apps/v1', kind: subject.kind };
  }
}

/** @returns `undefined` for what tells nothing about this object. */
export function factOf({ kind }: Sightline, event: WatchEvent, subject: Subject): Fact | undefined {
  switch (event.type) {
    case 'listed':
      return listFact(kind, event, subject);
    case 'changed':
      return concerns(event.object, subject) ? { type: 'seen', object: narrow(kind, event.object) } : undefined;
    case 'gone':
      return concerns(event.object, subject) ? { type: 'gone', object: narrow(kind, event.object) } : undefined;
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
  objects: objects.filter((object) => concerns(object, subject)).map((object) => narrow(kind, object)),
});

/** A namespace has events about everything; those about our pods start with our name, those about claims may be about ours. */
function concerns(object: KubernetesObject, { name }: Subject): boolean {
  if (object.kind !== 'Event') return true;
  const about = textAt(object, 'involvedObject', 'name');
  return (
    about === name ||
    about?.startsWith(`${name}-`) === true ||
    textAt(object, 'involvedObject', 'kind') === 'PersistentVolumeClaim'
  );
}

/** The one place where JSON of the server becomes what the verdict reads; its managed fields, and of pods and Events all that no
 *  verdict reads, are dropped to save memory. */
export function narrow(kind: Watched['kind'], object: KubernetesObject): Watched {
  const { managedFields: _, ...metadata } = object.metadata;
  const known = kind === 'Custom' ? { kind, type: object.kind } : { kind };
  return keptFields({ ...object, ...known, metadata }) as Watched;
}
