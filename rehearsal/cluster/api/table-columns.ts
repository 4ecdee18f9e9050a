import { list, record } from '../storage/frozen.ts';
import { qualifiedResource, type ResourceType } from '../storage/resource-type.ts';
import { ageText } from './age.ts';
import { AGE, type Column, count, NAME, spec, status, WORKLOAD_WIDE } from './column.ts';
import { CONTROLLER_COLUMNS } from './controller-columns.ts';
import { NODE_COLUMNS } from './node-columns.ts';
import { podStatusText } from './pod-status-text.ts';

/** Columns of the kinds that people look at during a delivery; every other kind has name and age. */
const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  ...CONTROLLER_COLUMNS,
  ...NODE_COLUMNS,
  pods: [
    NAME,
    {
      name: 'Ready',
      cell: (pod) => {
        const containers = list(status(pod)['containerStatuses']).map(record);
        return `${containers.filter(({ ready }) => ready === true).length}/${list(spec(pod)['containers']).length}`;
      },
    },
    { name: 'Status', cell: podStatusText },
    {
      name: 'Restarts',
      cell: (pod) =>
        String(
          list(status(pod)['containerStatuses']).reduce<number>(
            (sum, item) => sum + count(record(item)['restartCount']),
            0,
          ),
        ),
    },
    AGE,
    { name: 'IP', wide: true, cell: (pod) => status(pod)['podIP'] ?? '<none>' },
    { name: 'Node', wide: true, cell: (pod) => spec(pod)['nodeName'] ?? '<none>' },
  ],
  'deployments.apps': [
    NAME,
    { name: 'Ready', cell: (object) => `${count(status(object)['readyReplicas'])}/${count(spec(object)['replicas'])}` },
    { name: 'Up-to-date', type: 'integer', cell: (object) => count(status(object)['updatedReplicas']) },
    { name: 'Available', type: 'integer', cell: (object) => count(status(object)['availableReplicas']) },
    AGE,
    ...WORKLOAD_WIDE,
  ],
  'replicasets.apps': [
    NAME,
    { name: 'Desired', type: 'integer', cell: (object) => count(spec(object)['replicas']) },
    { name: 'Current', type: 'integer', cell: (object) => count(status(object)['replicas']) },
    { name: 'Ready', type: 'integer', cell: (object) => count(status(object)['readyReplicas']) },
    AGE,
    ...WORKLOAD_WIDE,
  ],
  services: [
    NAME,
    { name: 'Type', cell: (service) => spec(service)['type'] ?? '' },
    { name: 'Cluster-IP', cell: (service) => spec(service)['clusterIP'] ?? '<none>' },
    { name: 'External-IP', cell: () => '<none>' },
    {
      name: 'Port(s)',
      cell: (service) =>
        list(spec(service)['ports'])
          .map(record)
          .map(({ port, protocol }) => `${String(port)}/${String(protocol)}`)
          .join(','),
    },
    AGE,
  ],
  events: [
    { name: 'Last Seen', cell: (event, now) => ageText(event['lastTimestamp'] ?? event['eventTime'], now) },
    { name: 'Type', cell: (event) => event['type'] ?? '' },
    { name: 'Reason', cell: (event) => event['reason'] ?? '' },
    {
      name: 'Object',
      cell: (event) => {
        const { kind, name } = record(event['involvedObject']);
        return `${String(kind).toLowerCase()}/${String(name)}`;
      },
    },
    { name: 'Message', cell: (event) => event['message'] ?? '' },
  ],
  namespaces: [NAME, { name: 'Status', cell: (namespace) => status(namespace)['phase'] ?? '' }, AGE],
  configmaps: [NAME, { name: 'Data', type: 'integer', cell: ({ data }) => Object.keys(record(data)).length }, AGE],
  secrets: [
    NAME,
    { name: 'Type', cell: ({ type }) => type ?? '' },
    { name: 'Data', type: 'integer', cell: ({ data }) => Object.keys(record(data)).length },
    AGE,
  ],
};

export const columnsOf = (type: ResourceType): readonly Column[] => COLUMNS[qualifiedResource(type)] ?? [NAME, AGE];
