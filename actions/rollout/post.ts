import type { Records } from '../../engine/records.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import type { rollout } from './contract.ts';

/** What the main step keeps for the post step: its deployment record, and that it ended by itself. */
export const RECORD = 'record';
export const FINISHED = 'finished';

/** Runs after the main step, also when that was killed: a record that it left open is ended here.
 *  @param records asked for only when there is something to end */
export async function post(invocation: Invocation<typeof rollout>, records: () => Records): Promise<Ending> {
  const record = Number(invocation.saved(RECORD));
  if (invocation.saved(RECORD) === '' || invocation.saved(FINISHED) !== '') return { ok: true };
  const { service, tier } = invocation.inputs;
  const sentence = `The rollout of "${service}" to ${tier} was ended before its verdict; the cluster goes on by itself. Run it again, or roll back.`;
  await records().update(record, { phase: 'ended', outcome: 'cancelled', sentence });
  invocation.summary(`## Rollout of ${service} to ${tier}\n\n**cancelled**: ${sentence}`);
  invocation.log.warning(sentence);
  return { ok: true };
}
