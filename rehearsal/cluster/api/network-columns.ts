import type { KubernetesObject } from '../kubernetes-object.ts';
import { list, record } from '../storage/frozen.ts';
import { AGE, type Column, NAME, shownLabels, spec, status } from './column.ts';
import { selectorText } from './scale.ts';

/** A few of many, as kubectl cuts a list short. */
const some = (all: readonly unknown[], most: number, nothing: string): string => {
  if (all.length === 0) return nothing;
  const shown = all.slice(0, most).join(',');
  return all.length > most ? `${shown} + ${all.length - most} more...` : shown;
};

const balancers = (object: KubernetesObject): readonly string[] =>
  list(record(status(object)['loadBalancer'])['ingress'])
    .map(record)
    .flatMap(({ ip, hostname }) => (ip || hostname ? [String(ip || hostname)] : []))
    .sort();

const externalAddress = (service: KubernetesObject): string => {
  const { type, externalIPs, externalName } = spec(service);
  if (type === 'ExternalName') return String(externalName);
  const own = list(externalIPs).map(String);
  if (type !== 'LoadBalancer') return own.join(',') || '<none>';
  return [...balancers(service), ...own].join(',') || '<pending>';
};

const servicePorts = (service: KubernetesObject): string =>
  list(spec(service)['ports'])
    .map(record)
    .map(
      ({ port, nodePort, protocol }) => `${String(port)}${nodePort ? `:${String(nodePort)}` : ''}/${String(protocol)}`,
    )
    .join(',') || '<none>';

const hosts = (ingress: KubernetesObject): string => {
  const rules = list(spec(ingress)['rules']).map(record);
  return some(
    rules.flatMap(({ host }) => (host ? [host] : [])),
    3,
    '*',
  );
};

const parameters = (ingressClass: KubernetesObject): string => {
  const given = spec(ingressClass)['parameters'];
  const { kind, apiGroup, name } = record(given);
  return given === undefined ? '<none>' : `${String(kind)}${apiGroup ? `.${String(apiGroup)}` : ''}/${String(name)}`;
};

const endpoints = ({ subsets }: KubernetesObject): string =>
  some(
    list(subsets)
      .map(record)
      .flatMap(({ addresses, ports }) => {
        const hosts = list(addresses).map((address) => String(record(address)['ip']));
        const numbers = list(ports).map((port) => String(record(port)['port']));
        return numbers.length === 0 ? hosts : numbers.flatMap((number) => hosts.map((host) => `${host}:${number}`));
      }),
    3,
    '<none>',
  );

const condition = (object: KubernetesObject, type: string): unknown =>
  list(status(object)['conditions'])
    .map(record)
    .find((one) => one['type'] === type)?.['status'];

/** Columns of what carries requests. The Gateway API's come from its own definitions (`additionalPrinterColumns`). */
export const NETWORK_COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  services: [
    NAME,
    { name: 'Type', cell: (service) => spec(service)['type'] ?? '' },
    { name: 'Cluster-IP', cell: (service) => spec(service)['clusterIP'] ?? '<none>' },
    { name: 'External-IP', cell: externalAddress },
    { name: 'Port(s)', cell: servicePorts },
    AGE,
    { name: 'Selector', wide: true, cell: (service) => shownLabels(spec(service)['selector']) },
  ],
  endpoints: [NAME, { name: 'Endpoints', cell: endpoints }, AGE],
  'endpointslices.discovery.k8s.io': [
    NAME,
    { name: 'AddressType', cell: ({ addressType }) => addressType ?? '' },
    {
      name: 'Ports',
      cell: ({ ports }) =>
        some(
          list(ports)
            .map(record)
            .map(({ port, name }) => port ?? name ?? '*'),
          3,
          '<unset>',
        ),
    },
    {
      name: 'Endpoints',
      cell: ({ endpoints: all }) =>
        some(
          list(all).flatMap((one) => list(record(one)['addresses'])),
          3,
          '<unset>',
        ),
    },
    AGE,
  ],
  'ingresses.networking.k8s.io': [
    NAME,
    { name: 'Class', cell: (ingress) => spec(ingress)['ingressClassName'] ?? '<none>' },
    { name: 'Hosts', cell: hosts },
    { name: 'Address', cell: (ingress) => balancers(ingress).join(',') },
    { name: 'Ports', cell: (ingress) => (list(spec(ingress)['tls']).length > 0 ? '80, 443' : '80') },
    AGE,
  ],
  'ingressclasses.networking.k8s.io': [
    {
      name: 'Name',
      cell: ({ metadata: { name, annotations } }) =>
        annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true' ? `${name} (default)` : name,
    },
    { name: 'Controller', cell: (object) => spec(object)['controller'] ?? '' },
    { name: 'Parameters', cell: parameters },
    AGE,
  ],
  'networkpolicies.networking.k8s.io': [
    NAME,
    { name: 'Pod-Selector', cell: (policy) => selectorText(spec(policy)['podSelector']) || '<none>' },
    AGE,
  ],
  'gateways.gateway.networking.k8s.io': [
    NAME,
    { name: 'Class', cell: (gateway) => spec(gateway)['gatewayClassName'] },
    {
      name: 'Address',
      cell: (gateway) =>
        list(status(gateway)['addresses'])
          .map((address) => record(address)['value'])
          .join(','),
    },
    { name: 'Programmed', cell: (gateway) => condition(gateway, 'Programmed') ?? '' },
    AGE,
  ],
  'httproutes.gateway.networking.k8s.io': [
    NAME,
    {
      name: 'Hostnames',
      cell: (route) => (spec(route)['hostnames'] === undefined ? '' : JSON.stringify(spec(route)['hostnames'])),
    },
    AGE,
  ],
};
