import { markdown } from '../../domain/markdown.ts';
import { finishInterrupted } from '../../engine/rollout/finish-interrupted.ts';
import type { Ending } from '../_shell/invocation.ts';
import type { RolloutInvocation, World } from './act.ts';
import { isOpen, RECORD } from './kept.ts';

/** Runs after the main step, also when that was killed: what it left in the cluster is noted there, and a record that it left open
 *  is ended. */
export async function post(
  invocation: RolloutInvocation,
  world: Pick<World, 'records' | 'cluster' | 'clock' | 'currentRun'>,
): Promise<Ending> {
  if (!isOpen(invocation)) return { ok: true };
  const { service, tier } = invocation.inputs;
  const left = await leftBehind(invocation, world);
  const sentence = `The rollout of "${service}" to ${tier} was ended before its verdict. ${left} Run it again, or roll back.`;
  await world.records.update(Number(invocation.saved(RECORD)), { phase: 'ended', outcome: 'cancelled', sentence });
  invocation.summary(markdown`## Rollout of ${service} to ${tier}\n\n**cancelled**: ${sentence}`);
  invocation.log.warning(sentence);
  return { ok: true };
}

/** The record is ended whether or not the cluster can be asked. */
async function leftBehind(
  { inputs: { service, namespace } }: RolloutInvocation,
  { cluster, clock, currentRun }: Pick<World, 'cluster' | 'clock' | 'currentRun'>,
): Promise<string> {
  try {
    const told = await finishInterrupted({ service, namespace, run: await currentRun.read() }, cluster(), clock);
    return told.length === 0 ? 'The cluster goes on by itself.' : told.join(' ');
  } catch (error) {
    return `What it left in the cluster could not be settled: ${(error as Error).message}`;
  }
}
