import type { KubernetesObject } from '../kubernetes-object.ts';
import { record } from '../storage/frozen.ts';
import { ageText } from './age.ts';
import { type Column, count } from './column.ts';

const series = (event: KubernetesObject) => record(event['series']);
const first = (event: KubernetesObject): unknown => event['firstTimestamp'] ?? event['eventTime'];
const last = (event: KubernetesObject): unknown =>
  series(event)['lastObservedTime'] ?? event['lastTimestamp'] ?? first(event);

const target = (event: KubernetesObject): string => {
  const { kind, name } = record(event['involvedObject']);
  return [String(kind).toLowerCase(), ...(name ? [String(name)] : [])].join('/');
};

const source = (event: KubernetesObject): string => {
  const { component, host } = record(event['source']);
  return [component || event['reportingComponent'], host || event['reportingInstance']].filter(Boolean).join(', ');
};

/** Columns of events. kubernetes/pkg/printers/internalversion `printEvent` */
export const EVENT_COLUMNS: readonly Column[] = [
  { name: 'Last Seen', cell: (event, now) => ageText(last(event), now) },
  { name: 'Type', cell: (event) => event['type'] ?? '' },
  { name: 'Reason', cell: (event) => event['reason'] ?? '' },
  { name: 'Object', cell: target },
  { name: 'Subobject', wide: true, cell: (event) => record(event['involvedObject'])['fieldPath'] ?? '' },
  { name: 'Source', wide: true, cell: source },
  { name: 'Message', cell: (event) => String(event['message'] ?? '').trim() },
  { name: 'First Seen', wide: true, cell: (event, now) => ageText(first(event), now) },
  { name: 'Count', wide: true, cell: (event) => count(series(event)['count']) || count(event['count']) || 1 },
  { name: 'Name', wide: true, cell: ({ metadata }) => metadata.name },
];
