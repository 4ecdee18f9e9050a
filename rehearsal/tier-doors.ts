import type { Delivery } from '../domain/delivery.ts';
import type { Tier } from '../domain/tier.ts';
import type { TierUrls } from './administrator.ts';
import { type Forwarder, listenAndForward } from './cluster/service-proxy/forwarder.ts';

/** A cluster, as far as its Services are reached from outside. */
export interface ServingCluster {
  /** What runs in it. */
  readonly tiers: readonly Tier[];
  /** Local ports of the ready endpoints of a Service, as they are now. */
  targets(namespace: string, service: string): readonly number[];
}

/** Makes the services of every tier reachable at one address each, in all clusters of the tier: connections go to their ready endpoints
 *  in turn. */
export async function openTierDoors(
  { tiers, services }: Pick<Delivery, 'tiers' | 'services'>,
  clusters: readonly ServingCluster[],
): Promise<{ readonly urls: TierUrls; close(): Promise<void> }> {
  const doors: Forwarder[] = [];
  const close = async (): Promise<void> => void (await Promise.all(doors.map((door) => door.close())));
  try {
    const urls = new Map<string, ReadonlyMap<string, string>>();
    for (const tier of tiers) {
      const own = clusters.filter((cluster) => cluster.tiers.some(({ name }) => name === tier.name));
      const ofTier = new Map<string, string>();
      for (const { name } of services) {
        const targets = (): readonly number[] => inTurn(own.map((cluster) => cluster.targets(tier.namespace, name)));
        const door = await listenAndForward(targets, `Service ${name} in namespace ${tier.namespace}`);
        doors.push(door);
        ofTier.set(name, `http://127.0.0.1:${door.port}`);
      }
      urls.set(tier.name, ofTier);
    }
    return { urls, close };
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
