import { paragraphs } from '../../domain/markdown.ts';
import { isGreen, type Outcome } from '../../domain/outcome.ts';
import type { RefusalReason } from '../../domain/refusal.ts';
import { findTarget, type TargetRequest } from '../../engine/rollback/find-target.ts';
import type { RollbackResult } from '../../engine/rollback/roll-back.ts';
import type { Cluster } from '../../engine/rollout/cluster.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import type { rollback } from './contract.ts';
import type { ToldDoubts } from './doubts.ts';

/** How it ended, for later steps and for people; what is left out is empty. */
type Told = {
  readonly outcome: Outcome;
  readonly sentence: string;
  readonly reason?: RefusalReason | undefined;
} & Partial<Pick<RollbackResult, 'commit' | 'record' | 'release' | 'target'>>;

export function tell({ output }: Pick<Invocation<typeof rollback>, 'output'>, told: Told): void {
  output('outcome', told.outcome);
  output('reason', told.reason ?? '');
  output('sentence', told.sentence);
  output('target', told.target ?? '');
  output('record', told.record === undefined ? '' : String(told.record));
  output('release', told.release?.digest ?? '');
  output('commit', told.commit ?? '');
}

export const endingOf = (what: string, { outcome, reason, sentence }: Told): Ending =>
  isGreen(outcome)
    ? { ok: true }
    : { ok: false, sentence, title: reason === undefined ? `${what}: ${outcome}` : `Refused (${reason})` };

/** Says what would be returned to, and changes nothing. */
export async function find(
  invocation: Invocation<typeof rollback>,
  cluster: Cluster,
  request: TargetRequest,
  heard: ToldDoubts,
): Promise<Ending> {
  const { service } = request;
  const found = await findTarget(cluster, request, heard.doubts);
  const told: Told =
    'outcome' in found
      ? found
      : {
          outcome: 'skipped',
          sentence: `${service} goes back to ${found.key}${found.commit === undefined ? '' : `, commit ${found.commit}`}.`,
          target: found.key,
          ...{ commit: found.commit, release: found.release },
        };
  tell(invocation, told);
  invocation.log.info(told.sentence);
  invocation.summary(paragraphs(told.sentence, heard.told()));
  return endingOf(`What ${service} goes back to`, told);
}
