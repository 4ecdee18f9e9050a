import type { KubernetesObject } from '../kubernetes-object.ts';
import { list, record } from '../storage/frozen.ts';
import { AGE, type Column, NAME, spec, status } from './column.ts';

const ROLE = 'node-role.kubernetes.io/';

const nodeStatus = (node: KubernetesObject): string => {
  const ready = list(status(node)['conditions'])
    .map(record)
    .find(({ type }) => type === 'Ready');
  const text = ready === undefined ? 'Unknown' : ready['status'] === 'True' ? 'Ready' : 'NotReady';
  return spec(node)['unschedulable'] === true ? `${text},SchedulingDisabled` : text;
};

const roles = ({ metadata }: KubernetesObject): string =>
  Object.keys(metadata.labels ?? {})
    .filter((label) => label.startsWith(ROLE) && label !== ROLE)
    .map((label) => label.slice(ROLE.length))
    .sort()
    .join(',') || '<none>';

const address = (node: KubernetesObject, wanted: string): unknown =>
  list(status(node)['addresses'])
    .map(record)
    .find(({ type }) => type === wanted)?.['address'] ?? '<none>';

const info = (node: KubernetesObject, field: string): string =>
  String(record(status(node)['nodeInfo'])[field] ?? '') || '<unknown>';

const kernel = (node: KubernetesObject): string => {
  const { architecture = '' } = record(status(node)['nodeInfo']);
  const version = info(node, 'kernelVersion');
  return architecture === '' ? version : `${version} (${String(architecture)})`;
};

const accessMode: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

const isBound = (claim: KubernetesObject): boolean => Boolean(spec(claim)['volumeName']);

/** Columns of nodes, and of the claims to their storage. */
export const NODE_COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  nodes: [
    NAME,
    { name: 'Status', cell: nodeStatus },
    { name: 'Roles', cell: roles },
    AGE,
    { name: 'Version', cell: (node) => record(status(node)['nodeInfo'])['kubeletVersion'] ?? '' },
    { name: 'Internal-IP', wide: true, cell: (node) => address(node, 'InternalIP') },
    { name: 'External-IP', wide: true, cell: (node) => address(node, 'ExternalIP') },
    { name: 'OS-Image', wide: true, cell: (node) => info(node, 'osImage') },
    { name: 'Kernel-Version', wide: true, cell: kernel },
    { name: 'Container-Runtime', wide: true, cell: (node) => info(node, 'containerRuntimeVersion') },
  ],
  persistentvolumeclaims: [
    NAME,
    {
      name: 'Status',
      cell: (claim) =>
        claim.metadata.deletionTimestamp === undefined ? (status(claim)['phase'] ?? '') : 'Terminating',
    },
    { name: 'Volume', cell: (claim) => spec(claim)['volumeName'] ?? '' },
    {
      name: 'Capacity',
      cell: (claim) => (isBound(claim) ? (record(status(claim)['capacity'])['storage'] ?? '0') : ''),
    },
    {
      name: 'Access Modes',
      cell: (claim) =>
        isBound(claim)
          ? list(status(claim)['accessModes'])
              .map((mode) => accessMode[String(mode)] ?? '')
              .join(',')
          : '',
    },
    { name: 'StorageClass', cell: (claim) => spec(claim)['storageClassName'] ?? '' },
    { name: 'VolumeAttributesClass', cell: (claim) => spec(claim)['volumeAttributesClassName'] ?? '<unset>' },
    AGE,
    { name: 'VolumeMode', wide: true, cell: (claim) => spec(claim)['volumeMode'] ?? '<unset>' },
  ],
};
