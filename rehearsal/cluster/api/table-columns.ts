import { record } from '../storage/frozen.ts';
import { qualifiedResource, type ResourceType } from '../storage/resource-type.ts';
import { ACCESS_COLUMNS } from './access-columns.ts';
import { AGE, type Column, count, NAME, SELECTOR, spec, status, WORKLOAD_WIDE } from './column.ts';
import { CONTROLLER_COLUMNS } from './controller-columns.ts';
import { EVENT_COLUMNS } from './event-columns.ts';
import { LIMIT_COLUMNS } from './limit-columns.ts';
import { NETWORK_COLUMNS } from './network-columns.ts';
import { NODE_COLUMNS } from './node-columns.ts';
import { POD_COLUMNS } from './pod-columns.ts';

const size = (...maps: readonly unknown[]): number =>
  maps.reduce<number>((sum, map) => sum + Object.keys(record(map)).length, 0);

/** Columns by kind, as a real API server has them; every other kind has name and age. */
const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  ...ACCESS_COLUMNS,
  ...CONTROLLER_COLUMNS,
  ...LIMIT_COLUMNS,
  ...NETWORK_COLUMNS,
  ...NODE_COLUMNS,
  events: EVENT_COLUMNS,
  pods: POD_COLUMNS,
  'deployments.apps': [
    NAME,
    { name: 'Ready', cell: (object) => `${count(status(object)['readyReplicas'])}/${count(spec(object)['replicas'])}` },
    { name: 'Up-to-date', cell: (object) => count(status(object)['updatedReplicas']) },
    { name: 'Available', cell: (object) => count(status(object)['availableReplicas']) },
    AGE,
    ...WORKLOAD_WIDE,
    SELECTOR,
  ],
  'replicasets.apps': [
    NAME,
    { name: 'Desired', type: 'integer', cell: (object) => count(spec(object)['replicas']) },
    { name: 'Current', type: 'integer', cell: (object) => count(status(object)['replicas']) },
    { name: 'Ready', type: 'integer', cell: (object) => count(status(object)['readyReplicas']) },
    AGE,
    ...WORKLOAD_WIDE,
    SELECTOR,
  ],
  namespaces: [NAME, { name: 'Status', cell: (namespace) => status(namespace)['phase'] ?? '' }, AGE],
  configmaps: [NAME, { name: 'Data', cell: ({ data, binaryData }) => size(data, binaryData) }, AGE],
  secrets: [
    NAME,
    { name: 'Type', cell: ({ type }) => type ?? '' },
    { name: 'Data', cell: ({ data }) => size(data) },
    AGE,
  ],
};

export const columnsOf = (type: ResourceType): readonly Column[] => COLUMNS[qualifiedResource(type)] ?? [NAME, AGE];
