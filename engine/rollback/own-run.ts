import type { Run } from '../../domain/run-order.ts';
import type { CurrentRun } from '../records.ts';
import { type Clock, within } from '../rollout/clock.ts';
import type { Cluster } from '../rollout/cluster.ts';
import type { ProgressLog } from '../rollout/request.ts';

/** GitHub ends a request after ten seconds; in an incident nobody waits longer for it. */
const TOLD_WITHIN = 10_000;

export interface RunPorts {
  readonly currentRun: CurrentRun;
  readonly cluster: Pick<Cluster, 'serverTime'>;
  readonly clock: Clock;
  readonly log: Pick<ProgressLog, 'warning'>;
}

/** Our place in the order of runs, also while GitHub does not answer: then the API server's time counts, so that a way back comes
 *  after everything that was asked for before it. Where that does not answer either, nothing can be written anyway. */
export async function ownRun(own: Pick<Run, 'id' | 'attempt'>, ports: RunPorts): Promise<Run> {
  const { currentRun, cluster, clock, log } = ports;
  const late = 'There was no answer in 10 s.';
  const told = await within(currentRun.read(), TOLD_WITHIN, clock, late).catch((error: Error) => error.message);
  if (typeof told !== 'string') return told;
  log.warning(`GitHub could not be asked when run ${own.id} was created, so the API server's time counts: ${told}`);
  const createdAt = await cluster.serverTime().catch(() => new Date(clock.now()).toISOString());
  return { ...own, createdAt };
}
