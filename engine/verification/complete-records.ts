import type { Outcome } from '../../domain/outcome.ts';
import type { DeploymentRecord, RecordState } from '../../domain/record.ts';

/** The records that a verification is about. */
export interface VerifiedRecords {
  /** @returns `undefined` when there is no record of ours with this id */
  read(id: number): Promise<DeploymentRecord | undefined>;
  update(id: number, state: RecordState): Promise<void>;
}

/** How a step ended, in GitHub's words.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#steps-context */
export const RESULTS = ['success', 'failure', 'cancelled', 'skipped'] as const;
export type VerificationResult = (typeof RESULTS)[number];

/** `overtaken`: they passed, and something else was rolled out meanwhile. `unknown`: they ran inside the tier, and their Job does not tell. */
type End = VerificationResult | 'overtaken' | 'unknown';

export interface Completion {
  readonly outcome: Outcome;
  /** One a record, and what became of it. */
  readonly sentences: readonly string[];
  /** Records that could not be given this result; empty when all were. */
  readonly problems: readonly string[];
}

const FAILED = 'verification failed';

/** Ends records with the result of their verification. A verification that passed completes only what waits for it: a rollout that
 *  failed is not made good by checks that ran against whatever was there before. */
export async function completeRecords(
  ids: readonly number[],
  result: End,
  records: VerifiedRecords,
): Promise<Completion> {
  const wanted = stateOf(result);
  const [sentences, problems]: [string[], string[]] = [[], []];
  for (const id of ids) {
    const record = await records.read(id);
    if (record === undefined) {
      problems.push(`There is no record ${id} of Sluice in this repository. Pass the output "record" of rollout.`);
      continue;
    }
    const name = `Record ${id}, ${record.service} in ${record.tier},`;
    switch (takes(record.state, wanted)) {
      case 'write':
        await records.update(id, wanted);
        sentences.push(`${name} is ${wanted.outcome}: ${wanted.sentence}.`);
        break;
      case 'keep':
        sentences.push(`${name} stays ${described(record.state)}.`);
        break;
      case 'refuse':
        problems.push(
          `${name} is ${described(record.state)}, which a verification cannot complete. Roll it out again.`,
        );
        break;
    }
  }
  return { outcome: wanted.outcome, sentences, problems };
}

function stateOf(result: End): Extract<RecordState, { phase: 'ended' }> {
  switch (result) {
    case 'success':
      return { phase: 'ended', outcome: 'complete', sentence: 'verification passed' };
    case 'failure':
      return { phase: 'ended', outcome: 'failed', sentence: FAILED };
    case 'cancelled':
      return { phase: 'ended', outcome: 'cancelled', sentence: 'verification was cancelled' };
    case 'overtaken':
      return { phase: 'ended', outcome: 'superseded', sentence: 'something else was rolled out during verification' };
    case 'skipped':
      return { phase: 'ended', outcome: 'unknown', sentence: 'verification did not run' };
    case 'unknown':
      return { phase: 'ended', outcome: 'unknown', sentence: 'nobody knows what the verification has shown' };
  }
}

function takes(now: RecordState, wanted: Extract<RecordState, { phase: 'ended' }>): 'write' | 'keep' | 'refuse' {
  if (now.phase !== 'ended') {
    return now.phase === 'verifying' ? 'write' : wanted.outcome === 'complete' ? 'refuse' : 'keep';
  }
  if (now.outcome === wanted.outcome) return 'keep';
  if (now.outcome === 'complete') return wanted.outcome === 'failed' ? 'write' : 'keep';
  // Nothing was rolled out, so there is nothing to complete.
  if (now.outcome === 'skipped' || now.outcome === 'superseded' || wanted.outcome !== 'complete') return 'keep';
  // The checks were run again and passed: only their own earlier answer is replaced.
  return OWN.includes(now.sentence) ? 'write' : 'refuse';
}

const OWN: readonly string[] = (['failure', 'cancelled', 'overtaken', 'skipped', 'unknown'] as const).map(
  (result) => stateOf(result).sentence,
);

const described = (state: RecordState): string => (state.phase === 'ended' ? state.outcome : state.phase);
