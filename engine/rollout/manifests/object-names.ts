import { type KubernetesObject, nameOf } from '../cluster.ts';
import { isJob } from '../subject.ts';
import { type Adapted, kept, refused } from './adapted.ts';

/** Gives an object its name that has a `generateName` only: with it every run would make another one. A Job is named for its state
 *  anyway, so any name will do; anything else could not be found again.
 *  @param taken how many Jobs have this name already */
export function named(object: KubernetesObject, at: string, taken: (name: string) => number): Adapted {
  const { generateName, ...metadata } = object.metadata;
  if (typeof generateName !== 'string') return kept(object);
  if (metadata.name !== '') return kept({ ...object, metadata });
  if (!isJob(object))
    return refused(object, {
      field: `${at}.metadata.generateName`,
      value: generateName,
      message: `Every run would make another ${object.kind}, and none could be found again. Give it a metadata.name, or create it with "kubectl create".`,
    });
  const base = generateName.replace(/[-.]+$/, '') || 'job';
  const before = taken(base);
  const job = { ...object, metadata: { ...metadata, name: before === 0 ? base : `${base}-${before + 1}` } };
  return kept(job, `${nameOf(job)} is named by its state instead of by chance, so that a repeated run finds it.`);
}
