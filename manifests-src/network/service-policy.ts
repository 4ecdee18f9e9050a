import type {
  NetworkPolicy,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from 'kubernetes-types/networking/v1.d.ts';
import { assertNever } from '../../domain/brand.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { LOAD_BALANCERS } from '../../domain/edge/proxies.ts';
import { edgeOf } from '../../domain/edge/tier-edge.ts';
import { metricsPort } from '../../domain/metrics.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { NGINX_NAMESPACE } from '../edge/names.ts';
import { commonLabels, type ManifestObject, selectorLabels } from '../object.ts';
import { MONITORING } from '../observability/emit/prometheus-stack.ts';

const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });

/** What a service may be reached by and what it may reach; everything else is closed by the namespace's default-deny. */
export function servicePolicy(service: Service, tier: Tier, delivery: Delivery): NetworkPolicy & ManifestObject {
  const { namespace } = tier;
  const { services, observability } = delivery;
  const callers = services.filter(({ calls }) => calls.includes(service.name));
  const numbers = metricsPort(service.metrics) ?? mainPort(service);
  const http = portsOf(mainPort(service));
  const ingress: NetworkPolicyIngressRule[] = [
    ...edgePeers(service, tier, delivery).map((from) => ({ from: [...from], ports: http })),
    ...callers.map(({ name }) => ({ from: [{ podSelector: { matchLabels: selectorLabels(name) } }], ports: http })),
    ...(service.metrics === undefined
      ? []
      : [{ from: [inNamespace(collectorsIn(observability))], ports: portsOf(numbers) }]),
  ];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: service.name, namespace, labels: commonLabels(service.name) },
    spec: {
      podSelector: { matchLabels: selectorLabels(service.name) },
      policyTypes: ['Ingress', 'Egress'],
      ingress,
      egress: [dns, https, metadataServer, ...service.calls.flatMap((name) => callee(name, services))],
    },
  };
}

/** A worker has none. */
const mainPort = (service: Service): number | undefined => (service.kind === 'web' ? service.port : undefined);

const portsOf = (port: number | undefined): NetworkPolicyPort[] =>
  port === undefined ? [] : [{ port, protocol: 'TCP' as const }];

/** Whom an edge calls a service by, in one list or none. Where the delivery says nothing of edges, a Google load balancer may lead to any. */
function edgePeers(service: Service, tier: Tier, delivery: Delivery): readonly (readonly NetworkPolicyPeer[])[] {
  if (service.kind !== 'web') return [];
  const google = LOAD_BALANCERS.map((cidr) => ({ ipBlock: { cidr } }));
  if (delivery.edge === undefined) return [google];
  const at = edgeOf(tier, delivery);
  if (at === undefined || service.routes === undefined) return [];
  switch (at.edge.kind) {
    case 'gateway':
      return [google];
    case 'nginx':
      return [[inNamespace(NGINX_NAMESPACE)]];
    default:
      return assertNever(at.edge);
  }
}

/** Who collects numbers lives here. */
const collectorsIn = (observability: Delivery['observability']): string =>
  observability?.kind === 'kube-prometheus-stack' ? MONITORING : 'gke-gmp-system';

const dns: NetworkPolicyEgressRule = {
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};

const https: NetworkPolicyEgressRule = { ports: [{ port: 443, protocol: 'TCP' }] };

/** Without it Workload Identity, and so Firestore, times out. Dataplane V2 judges the address before NAT, older clusters after it.
 *  @see https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy#network-policy-and-workload-identity */
const metadataServer: NetworkPolicyEgressRule = {
  to: [{ ipBlock: { cidr: '169.254.169.254/32' } }, { ipBlock: { cidr: '169.254.169.252/32' } }],
  ports: [
    { port: 80, protocol: 'TCP' },
    { port: 988, protocol: 'TCP' },
    { port: 987, protocol: 'TCP' },
  ],
};

const callee = (name: string, services: readonly Service[]): NetworkPolicyEgressRule[] =>
  services
    .filter((service) => service.name === name)
    .map((service) => ({
      to: [{ podSelector: { matchLabels: selectorLabels(name) } }],
      ports: portsOf(mainPort(service)),
    }));
