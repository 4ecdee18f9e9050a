import type { NetworkPolicyEgressRule, NetworkPolicyPeer } from 'kubernetes-types/networking/v1.d.ts';
import { dnsOf } from '../../../domain/cluster.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import type { Tier } from '../../../domain/tier.ts';
import { clustersOf } from '../../../domain/waves.ts';
import { inNamespace, outside } from '../peers.ts';

/** Where NodeLocal DNSCache answers on each node.
 *  @see https://cloud.google.com/kubernetes-engine/docs/how-to/nodelocal-dns-cache */
const NODE_CACHE = '169.254.20.10/32';
/** Where Cloud DNS for GKE, the default of Autopilot, answers: at the metadata server.
 *  @see https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns */
const CLOUD_DNS = '169.254.169.254/32';

const ofSystem = (app: string): NetworkPolicyPeer => ({
  ...inNamespace('kube-system'),
  podSelector: { matchLabels: { 'k8s-app': app } },
});

/** Names are asked for at the cluster's resolvers and nowhere else: what leaves by port 53 to anybody carries data past every other
 *  rule. Which of them answers is the cluster's choice, and may change with an upgrade. */
export const resolvers = ({ clusters }: Tier, { cluster }: Delivery): NetworkPolicyEgressRule => ({
  to: [
    ofSystem('kube-dns'),
    ofSystem('node-local-dns'),
    outside(NODE_CACHE),
    outside(CLOUD_DNS),
    // Without Dataplane V2 the cache of a node answers at the address of the Service, which nothing translates.
    ...[...new Set(clustersOf(cluster, clusters).map(dnsOf))].map((address) => outside(`${address}/32`)),
  ],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
});
