import type { ResourceKey } from '../object-store.ts';
import { resourceType } from './resource-table.ts';
import { groupVersion, qualifiedResource, type ResourceType } from './resource-type.ts';
import { notFound, notSimulated } from './status-errors.ts';

/** Finds the kind of a collection that may be written.
 *  @param custom kinds beside those of the table
 *  @returns a function that throws {StatusError} 404 for an unknown collection, and 501 where nothing would come of a write */
export const writableTypes =
  (custom: readonly ResourceType[]) =>
  (key: ResourceKey, verb: string): ResourceType => {
    const type =
      custom.find(({ group, resource }) => group === key.group && resource === key.resource) ?? resourceType(key);
    if (type === undefined) throw notFound(key, '');
    if (type.support === 'served' || type.support === 'inert') return type;
    throw notSimulated(
      `${verb} of ${qualifiedResource(type)} (${groupVersion(type)} ${type.kind})`,
      'No controller for this kind runs here, so nothing would come of the write: leave it out of the rehearsal, or use a real cluster (npm run cluster).',
    );
  };
