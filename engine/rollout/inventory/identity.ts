import type { KubernetesObject } from '../cluster.ts';
import { groupOf } from '../known-kinds.ts';

/** What an object is, whatever version of the API it is written in. */
export const identityOf = ({ apiVersion, kind, metadata }: KubernetesObject): string =>
  `${groupOf(apiVersion)}/${kind}/${metadata.name}`;

/** Objects that are not among others; each once. */
export function without(
  objects: readonly KubernetesObject[],
  others: readonly KubernetesObject[],
): readonly KubernetesObject[] {
  const known = new Set(others.map(identityOf));
  return objects.filter((object) => {
    const identity = identityOf(object);
    if (known.has(identity)) return false;
    known.add(identity);
    return true;
  });
}
