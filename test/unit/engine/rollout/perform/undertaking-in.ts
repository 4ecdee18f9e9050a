import { WrittenObjects } from '../../../../../engine/rollout/foreign/written-objects.ts';
import { parseManifests } from '../../../../../engine/rollout/manifests.ts';
import { HistoryKeeper } from '../../../../../engine/rollout/state/history-keeper.ts';
import { Ledger } from '../../../../../engine/rollout/state/ledger.ts';
import type { Undertaking } from '../../../../../engine/rollout/undertaking.ts';
import { NAMESPACE } from '../cluster-room.ts';
import type { EmbeddedRoom } from '../embedded-room.ts';

/** What a strategy works with in a room, before anything is written. */
export async function undertakingIn(room: EmbeddedRoom, name = 'good-1'): Promise<Undertaking> {
  const request = room.request(name);
  const { ports } = room;
  const keeper = await HistoryKeeper.read(ports.cluster, ports.clock, request.service, NAMESPACE);
  return {
    request,
    ports,
    ledger: new Ledger(keeper, 'state', request.service, ports.log),
    begun: ports.clock.now(),
    manifests: parseManifests(request.manifests, NAMESPACE),
    live: new Map(),
    keeper,
    key: 'state',
    foundBefore: new Set(),
    written: new WrittenObjects(),
  };
}
