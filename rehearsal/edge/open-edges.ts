import { createServer } from 'node:http';
import type { Delivery } from '../../domain/delivery.ts';
import { edgesOf, type TierEdge } from '../../domain/edge/tier-edge.ts';
import type { Tier } from '../../domain/tier.ts';
import type { ToldEdge } from '../cloud/told-edges.ts';
import { list } from '../cluster/storage/frozen.ts';
import { type Loopback, listenOnLoopback } from '../network/loopback.ts';
import type { Network } from '../network/network.ts';
import { FORWARDING } from './answer.ts';
import { type EdgeObjects, gatewayOf, specOf } from './edge-objects.ts';
import { type EdgeParts, edgeListeners } from './edge-server.ts';
import { gatewayWay } from './gateway-way.ts';
import { ingressWay } from './ingress-way.ts';
import type { EdgeDoor } from './visit.ts';
import { Visitors, worldAddress } from './visitors.ts';

/** A cluster, as far as an edge leads into it. */
export interface EdgeCluster {
  readonly tiers: readonly Pick<Tier, 'name'>[];
  /** What decides where the edge of a namespace leads, as it is now. */
  edge(namespace: string): EdgeObjects;
  /** Local ports of the ready endpoints of a Service, as they are now. */
  targets(namespace: string, service: string): readonly number[];
}

/** By the name of the tier. */
export type EdgeDoors = ReadonlyMap<string, EdgeDoor>;

/** Opens the edge of each tier that has one: two ports of this machine that stand for its 80 and 443. What it does it reads in the objects
 *  of the cluster and in what the cloud is told, at each request; the delivery says only which tiers have one, and who is inside.
 *  @param told what the setup makes of edges */
export async function openEdges(
  delivery: Pick<Delivery, 'edge' | 'services' | 'tiers'>,
  { clusters, network, told, visitors = new Visitors() }: EdgeGround,
): Promise<{ readonly doors: EdgeDoors; close(): Promise<void> }> {
  const servers: Loopback[] = [];
  const close = async (): Promise<void> => void (await Promise.all(servers.map((server) => server.close())));
  try {
    const doors = new Map<string, EdgeDoor>();
    for (const at of edgesOf(delivery)) {
      const cluster = clusters.find(({ tiers }) => tiers.some(({ name }) => name === at.tier.name));
      if (cluster === undefined) continue;
      const parts = partsOf(at, cluster, { told, visitors });
      const [plain, secure] = [edgeListeners(parts, false), edgeListeners(parts, true)];
      const server = createServer(plain.request).on('upgrade', plain.upgrade);
      const http = await listenOnLoopback(server);
      servers.push(http);
      const hosts = certifiedHosts(cluster.edge(at.tier.namespace), told);
      const https = await network.serve(hosts, secure.request, secure.upgrade);
      doors.set(at.tier.name, { http: http.port, https, authority: network.authority, visitors });
    }
    return { doors, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export interface EdgeGround {
  readonly clusters: readonly EdgeCluster[];
  readonly network: Pick<Network, 'serve' | 'authority'>;
  readonly told: readonly ToldEdge[];
  /** As whom people come; by addresses of this machine, unless given. */
  readonly visitors?: Visitors;
}

function partsOf(
  { tier, edge }: TierEdge,
  cluster: EdgeCluster,
  { told, visitors }: Pick<EdgeGround, 'told'> & { readonly visitors: Visitors },
): EdgeParts {
  const { namespace } = tier;
  return {
    way: (asked) =>
      edge.kind === 'gateway'
        ? gatewayWay(cluster.edge(namespace), asked, told)
        : ingressWay(cluster.edge(namespace), asked),
    visitor: (socket) => worldAddress(visitors.peer(socket), tier),
    targets: (service) => cluster.targets(namespace, service),
    forwarding: FORWARDING[edge.kind],
  };
}

/** Hosts that there is a certificate for: in the map that the Gateway names, or asked of cert-manager. */
const certifiedHosts = (objects: EdgeObjects, told: readonly ToldEdge[]): readonly string[] => {
  const map = gatewayOf(objects)?.metadata.annotations?.['networking.gke.io/certmap'];
  return [
    ...told.filter(({ name }) => name === map).flatMap(({ hosts }) => hosts),
    ...objects.certificates.flatMap((certificate) => list(specOf(certificate)['dnsNames']).map(String)),
  ];
};
