import type { Digest } from '../../domain/digest.ts';
import type { DeploymentRecord, RecordState } from '../../domain/record.ts';
import type { Records } from '../records.ts';
import { judgeWave, PARTIAL, type WaveJudgement, type WaveQuestion } from './judge-wave.ts';

export interface WaveRequest extends WaveQuestion {
  readonly service: string;
  readonly tier: string;
  readonly release: Digest;
  /** Id of the run whose rollouts are asked for. */
  readonly run: number;
  /** `pending`: a later job verifies the tier and completes the records. */
  readonly verification: 'none' | 'pending';
}

/** Judges the clusters so far by their records, and ends these where nothing more is to come: as `complete` after the last wave, so
 *  that a release is evidence only when every cluster has it, and as no evidence after a bad one. */
export async function settleWave(request: WaveRequest, records: Records): Promise<WaveJudgement> {
  const { service, tier, release, run } = request;
  const found = await records.list({ service, tier, release, kind: 'rollout', limit: Number.POSITIVE_INFINITY });
  const own = found.filter((record) => record.run.id === run);
  const judgement = judgeWave(own, request);
  const wanted = stateAfter(judgement, request);
  if (wanted === undefined) return judgement;
  for (const { record, done } of judgement.standings) {
    if (record !== undefined && done && takes(record, wanted)) await records.update(record.id, wanted);
  }
  return judgement;
}

function stateAfter(
  { outcome, standings }: WaveJudgement,
  { later, verification }: WaveRequest,
): RecordState | undefined {
  if (outcome !== 'complete') return { phase: 'ended', outcome: 'unknown', sentence: PARTIAL };
  if (later.length > 0) return undefined;
  return verification === 'pending'
    ? { phase: 'verifying' }
    : { phase: 'ended', outcome: 'complete', sentence: `complete in all ${standings.length} clusters` };
}

/** What was complete once stays so, and nothing is written twice. */
function takes({ state }: DeploymentRecord, wanted: RecordState): boolean {
  if (state.phase === 'ended' && state.outcome === 'complete') return false;
  return wanted.phase === 'ended'
    ? state.phase !== 'ended' || state.outcome !== wanted.outcome
    : state.phase !== wanted.phase;
}
