import type { Delivery } from '../domain/delivery.ts';
import { metricsPort } from '../domain/metrics.ts';
import { nameIn } from '../domain/name-in-tier.ts';
import type { Tier } from '../domain/tier.ts';
import type { TierUrls } from './administrator.ts';
import type { Entrance } from './cluster/service-proxy/endpoints.ts';
import { type Forwarder, listenAndForward } from './cluster/service-proxy/forwarder.ts';

/** A cluster, as far as its Services are reached from outside. */
export interface ServingCluster {
  /** What runs in it. */
  readonly tiers: readonly Tier[];
  /** Local ports of the ready endpoints of a Service, as they are now. */
  targets(namespace: string, service: string, entrance?: Entrance): readonly number[];
}

/** Makes the services of every tier that anybody reaches reachable at one address each, in all clusters of the tier: connections go to their ready endpoints
 *  in turn. What is told to operators alone, on a port that no Service knows, has a door of its own. */
export async function openTierDoors(
  { tiers, services }: Pick<Delivery, 'tiers' | 'services'>,
  clusters: readonly ServingCluster[],
): Promise<{ readonly urls: TierUrls; readonly operatorUrls: TierUrls; close(): Promise<void> }> {
  const doors: Forwarder[] = [];
  const close = async (): Promise<void> => void (await Promise.all(doors.map((door) => door.close())));
  const openDoor = async (tier: Tier, name: string, entrance?: Entrance): Promise<string> => {
    const service = nameIn(tier, name);
    const own = clusters.filter((cluster) => cluster.tiers.some(({ name }) => name === tier.name));
    const targets = (): readonly number[] =>
      inTurn(own.map((cluster) => cluster.targets(tier.namespace, service, entrance)));
    const door = await listenAndForward(targets, `Service ${service} in namespace ${tier.namespace}`);
    doors.push(door);
    return `http://127.0.0.1:${door.port}`;
  };
  try {
    const urls = new Map<string, ReadonlyMap<string, string>>();
    const operatorUrls = new Map<string, ReadonlyMap<string, string>>();
    for (const tier of tiers) {
      const ofTier = new Map<string, string>();
      const ofOperators = new Map<string, string>();
      for (const { name, metrics } of services.filter((service) => service.kind === 'web')) {
        const url = await openDoor(tier, name);
        ofTier.set(name, url);
        const containerPort = metricsPort(metrics);
        ofOperators.set(name, containerPort === undefined ? url : await openDoor(tier, name, { containerPort }));
      }
      urls.set(tier.name, ofTier);
      operatorUrls.set(tier.name, ofOperators);
    }
    return { urls, operatorUrls, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** One of each list, then the next of each. */
const inTurn = (lists: readonly (readonly number[])[]): readonly number[] =>
  Array.from({ length: Math.max(0, ...lists.map(({ length }) => length)) }, (_, index) =>
    lists.flatMap((list) => list[index] ?? []),
  ).flat();
