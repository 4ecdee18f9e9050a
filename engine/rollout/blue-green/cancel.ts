import type { AttemptEnd } from '../ending.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import type { Ledger } from '../state/ledger.ts';
import type { Phase } from '../state/operation.ts';
import { patchService, type Seen } from './traffic.ts';

/** One write, because there are only seconds. Before the switch everything stays as it is for the next run; while the release
 *  bakes, the old copy gets the traffic back; once it is verified, it keeps it. @throws {NewerRun} */
export async function cancelled(
  { situation, service }: Seen,
  { namespace, run }: RolloutRequest,
  { cluster }: RolloutPorts,
  ledger: Ledger,
  key: string,
): Promise<AttemptEnd> {
  const { operation, from, live } = situation;
  const ours = operation?.to.state === key ? operation : undefined;
  const back = ours?.phase === 'flipped' && from !== undefined && from.workload !== live?.workload;
  if (service !== undefined && ours !== undefined) {
    const phase: Phase = ours.phase === 'verified' || ours.phase === 'retired' ? ours.phase : 'cancelled';
    await patchService(cluster, service, namespace, { ...ours, run, phase }, back ? from.selector : undefined);
  }
  await ledger.settle('cancelled');
  const where = back
    ? `it was being baked, so the traffic went back to "${from.workload}"`
    : `the traffic stays with "${live?.workload ?? 'nobody'}"`;
  const sentence = `Cancelled while the release was brought up: ${where}. Run the rollout again to go on.`;
  return { outcome: 'cancelled', sentence };
}
