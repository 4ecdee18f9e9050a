import { isIP } from 'node:net';
import type { Fields } from '../defaults/fields.ts';
import { list, record } from '../frozen.ts';
import type { FieldProblem } from '../status-errors.ts';
import { labels, named } from './names.ts';
import { portNumber, portNumberOrName } from './port.ts';
import { duplicate, invalid, notSupported, repeated, required } from './problem.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ */
export const serviceProblems = (spec: Fields, live: Fields | undefined): readonly FieldProblem[] => {
  const ports = list(spec['ports']).map(record);
  const named = ports.map(({ name }, index) => name ?? index);
  return [
    ...(TYPES.includes(String(spec['type'])) ? [] : [notSupported('spec.type', spec['type'], TYPES)]),
    ...(ports.length === 0 && spec['clusterIP'] !== 'None' && spec['type'] !== 'ExternalName'
      ? [required('spec.ports')]
      : []),
    ...(spec['type'] === 'ExternalName' && !spec['externalName'] ? [required('spec.externalName')] : []),
    ...ports.flatMap((port, index) => portProblems(port, ports.length > 1, `spec.ports[${index}]`)),
    ...repeated(named).map((index) => duplicate(`spec.ports[${index}].name`, named[index])),
    ...repeated(ports.map(({ port, protocol }) => `${String(port)}/${String(protocol)}`)).map((index) =>
      duplicate(`spec.ports[${index}]`, internalPort(ports[index] ?? {})),
    ),
    ...list(spec['clusterIPs']).flatMap((address, index) =>
      address === 'None' || isIP(String(address)) > 0
        ? []
        : [
            invalid(
              `spec.clusterIPs[${index}]`,
              address,
              'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
            ),
          ],
    ),
    ...labels('spec.selector', record(spec['selector'])),
    ...(['None', 'ClientIP'].includes(String(spec['sessionAffinity']))
      ? []
      : [notSupported('spec.sessionAffinity', spec['sessionAffinity'], ['ClientIP', 'None'])]),
    ...(live?.['clusterIP'] && spec['type'] !== 'ExternalName' && live['clusterIP'] !== spec['clusterIP']
      ? [invalid('spec.clusterIPs[0]', spec['clusterIPs'], 'may not change once set')]
      : []),
  ];
};

/** Kubernetes shows its internal type here. */
const internalPort = ({ port, protocol }: Fields): Fields => ({
  Name: '',
  Protocol: protocol,
  AppProtocol: null,
  Port: port,
  TargetPort: 0,
  NodePort: 0,
});

const portProblems = (port: Fields, nameRequired: boolean, at: string): readonly FieldProblem[] => [
  ...(port['name'] ? named('label', `${at}.name`, port['name']) : nameRequired ? [required(`${at}.name`)] : []),
  ...portNumber(`${at}.port`, port['port']),
  ...(PROTOCOLS.includes(String(port['protocol']))
    ? []
    : [notSupported(`${at}.protocol`, port['protocol'], PROTOCOLS)]),
  ...portNumberOrName(`${at}.targetPort`, port['targetPort']),
];
