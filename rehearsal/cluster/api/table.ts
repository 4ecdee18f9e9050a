import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ResourceType } from '../storage/resource-type.ts';
import type { Page } from './listing.ts';
import { columnsOf } from './table-columns.ts';

/** A page as the `Table` that `kubectl get` prints. */
export const tableOf = (
  type: ResourceType,
  { metadata, items }: Page,
  shown: (object: KubernetesObject) => unknown,
  now: number,
): unknown => {
  const columns = columnsOf(type);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map(({ name, type: cellType, wide }) => ({
      name,
      type: cellType ?? 'string',
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority: wide === true ? 1 : 0,
    })),
    rows: items.map((object) => {
      const represented = shown(object);
      return {
        cells: columns.map(({ cell }) => cell(object, now)),
        ...(represented === undefined ? {} : { object: represented }),
      };
    }),
  };
};
