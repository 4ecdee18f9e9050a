import type { Problem } from '../../../domain/problem.ts';
import type { KubernetesObject } from '../cluster.ts';
import { isJob } from '../subject.ts';
import { adaptedBy } from './adapted.ts';
import { withoutExportedFields } from './exported-fields.ts';
import { inOurPhases } from './hooks.ts';
import { namedByDigest } from './image-names.ts';
import { named } from './object-names.ts';
import { type Placed, placed } from './placed.ts';
import type { ReadObjects } from './read-objects.ts';
import type { Reading } from './reading.ts';
import { withoutRepeatedItems } from './repeated-items.ts';
import { kindsOf } from './scope.ts';
import { withoutTimeToLive } from './self-removing-job.ts';
import type { WrittenObject } from './written-objects.ts';

/** Reads manifests that no tool of ours has formed: exports of kubectl, what helm renders, folders that grew. What is not taken as it is
 *  written is said. */
export function asPeopleHaveThem(written: readonly WrittenObject[], namespace: string, reading: Reading): ReadObjects {
  const notes: string[] = [];
  const problems: Problem[] = [];
  const places: (WrittenObject & { readonly placed: Placed })[] = [];
  const brought = new Map(written.flatMap(({ object }) => [...kindsOf(object)]));
  const jobs: string[] = [];
  for (const { at, object: original } of written) {
    const adapted = adaptedBy(original, [
      withoutExportedFields,
      inOurPhases,
      (object) => named(object, at, (name) => jobs.filter((other) => other === name).length),
      withoutTimeToLive,
    ]);
    notes.push(...adapted.notes);
    problems.push(...adapted.problems);
    const { object } = adapted;
    if (object === undefined) continue;
    if (isJob(object)) jobs.push(baseName(original, object));
    places.push({ at, object, placed: placed(object, namespace, reading, brought) });
  }
  const namespaced: WrittenObject[] = [];
  const cluster: WrittenObject[] = [];
  const leftToOthers: KubernetesObject[] = [];
  for (const { at, placed: place } of places) {
    switch (place.kind) {
      case 'namespaced': {
        const field = `${place.object.kind}/${place.object.metadata.name}`;
        const adapted = adaptedBy(place.object, [
          (object) => withoutRepeatedItems(object, field),
          (object) => namedByDigest(object, field, reading.images),
        ]);
        notes.push(...adapted.notes);
        problems.push(...adapted.problems);
        if (adapted.object !== undefined) namespaced.push({ at, object: adapted.object });
        break;
      }
      case 'cluster':
        cluster.push({ at, object: place.object });
        break;
      case 'left-to-others':
        leftToOthers.push(place.object);
        break;
      case 'left-out':
        notes.push(place.note);
        break;
      case 'refused':
        problems.push(place.problem);
        break;
    }
  }
  return { namespaced, cluster, leftToOthers, notes, problems };
}

/** Jobs that are named by us count by what they are generated from. */
const baseName = ({ metadata }: KubernetesObject, now: KubernetesObject): string =>
  metadata.name === '' ? String(metadata['generateName'] ?? '').replace(/[-.]+$/, '') || 'job' : now.metadata.name;
