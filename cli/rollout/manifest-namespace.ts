import { knownResource } from '../../engine/rollout/known-kinds.ts';
import { writtenObjects } from '../../engine/rollout/manifests/written-objects.ts';

/** The namespace that every object of the manifests names: where they go when nobody says otherwise, as with kubectl. `undefined` where
 *  they name none, or do not agree. */
export function namespaceNamed(text: string): string | undefined {
  const placed = writtenObjects(text).objects.filter(
    ({ object: { apiVersion, kind } }) => knownResource(apiVersion, kind)?.scope !== 'Cluster',
  );
  const [first, ...more] = new Set(placed.map(({ object }) => object.metadata.namespace));
  return more.length === 0 ? first : undefined;
}

/** Whether the manifests bring this namespace themselves. */
export const bringsNamespace = (text: string, name: string): boolean =>
  writtenObjects(text).objects.some(
    ({ object: { apiVersion, kind, metadata } }) =>
      apiVersion === 'v1' && kind === 'Namespace' && metadata.name === name,
  );
