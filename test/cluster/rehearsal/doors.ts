import { connect, createServer } from 'node:net';
import type { Delivery } from '../../../domain/delivery.ts';
import type { TierUrls } from '../../../rehearsal/administrator.ts';
import { type Loopback, listenOnLoopback } from '../../../rehearsal/network/loopback.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';

/** Makes the Services of every tier reachable at a port of 127.0.0.1, which is all that jobs may reach. kube-proxy runs on this machine,
 *  so that a Service's cluster address leads to its pods. */
export async function openDoors(
  kubectl: Kubectl,
  { tiers, services }: Delivery,
): Promise<{ readonly urls: TierUrls; close(): Promise<void> }> {
  const doors: Loopback[] = [];
  const urls = new Map<string, ReadonlyMap<string, string>>();
  for (const { name: tier, namespace } of tiers) {
    const ofTier = new Map<string, string>();
    for (const { name } of services) {
      const path = '--output=jsonpath={.spec.clusterIP}';
      const door = await openDoor(await kubectl('get', 'service', name, '--namespace', namespace, path));
      doors.push(door);
      ofTier.set(name, `http://127.0.0.1:${door.port}`);
    }
    urls.set(tier, ofTier);
  }
  return { urls, close: async () => void (await Promise.all(doors.map((door) => door.close()))) };
}

const openDoor = (address: string): Promise<Loopback> =>
  listenOnLoopback(
    createServer((client) => {
      const service = connect(80, address);
      client.pipe(service).pipe(client);
      for (const [one, other] of [
        [client, service],
        [service, client],
      ] as const) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
    }),
  );
