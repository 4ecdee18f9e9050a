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

/** An age as kubectl prints it: `45s`, `3m20s`, `5h`, `12d`. apimachinery `pkg/util/duration`. */
export const ageText = (timestamp: unknown, now: number): string => {
  if (typeof timestamp !== 'string') return '<unknown>';
  const seconds = Math.max(0, Math.floor((now - Date.parse(timestamp)) / 1000));
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86_400)];
  const withRest = (whole: number, unit: string, rest: number, small: string): string =>
    rest === 0 ? `${whole}${unit}` : `${whole}${unit}${rest}${small}`;
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  return days < 8 ? withRest(days, 'd', hours % 24, 'h') : `${days}d`;
};
