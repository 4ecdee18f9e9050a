import { assertNever } from '../../domain/brand.ts';
import { type Digest, shortDigest } from '../../domain/digest.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { DeploymentRecord } from '../../domain/record.ts';

export type Evidence =
  | { readonly adopted: true; readonly record: number; readonly sentence: string }
  | { readonly adopted: false; readonly sentence: string };

/** Tells whether a tier has verified exactly this release. `records` are those of one service in that tier.
 *
 *  Evidence is a rollout that ended `complete`. What came later can take it back: the same release failing, or people rolling the
 *  tier back to another one. Nothing else counts, neither way: unknown is not failed and not passed. */
export function evidenceOf(
  records: readonly DeploymentRecord[],
  { release, service, from }: { readonly release: Digest; readonly service: string; readonly from: string },
): Evidence {
  const name = `Release ${shortDigest(release)} of ${service}`;
  const newest = [...records].sort((a, b) => b.id - a.id);
  for (const record of newest) {
    const same = record.release?.digest === release;
    switch (bearing(record, same)) {
      case 'proves':
        return {
          adopted: true,
          record: record.id,
          sentence: `${name} is complete in ${from}: record ${record.id}, commit ${record.commit.slice(0, 7)}.`,
        };
      case 'disproves':
        return { adopted: false, sentence: `${name} is not good for promotion: ${disproof(record, from)}` };
      case 'undoes':
        if (newest.some((one) => one.id < record.id && bearing(one, one.release?.digest === release) === 'proves')) {
          return { adopted: false, sentence: `${name} was undone in ${from} by rollback ${record.id}. ${AGAIN}` };
        }
        break;
      case 'nothing':
        break;
    }
  }
  return { adopted: false, sentence: `${name} has no complete record in ${from}${pending(newest, release)}.` };
}

type Bearing = 'proves' | 'disproves' | 'undoes' | 'nothing';

const AGAIN = 'Roll it out there again, and let it be verified.';

function bearing({ kind, state }: DeploymentRecord, same: boolean): Bearing {
  if (state.phase !== 'ended') return 'nothing';
  if (!same) return kind === 'rollback' && state.outcome === 'complete' ? 'undoes' : 'nothing';
  const ended = ofOutcome(state.outcome);
  // A rollback returns to what was good before; it verifies nothing.
  return ended === 'proves' && kind === 'rollback' ? 'nothing' : ended;
}

function ofOutcome(outcome: Outcome): Bearing {
  switch (outcome) {
    case 'complete':
      return 'proves';
    case 'failed':
    case 'rolled-back':
    case 'timeout':
      return 'disproves';
    case 'refused':
    case 'superseded':
    case 'cancelled':
    case 'unknown':
    case 'skipped':
      return 'nothing';
    default:
      return assertNever(outcome);
  }
}

function disproof({ id, state }: DeploymentRecord, from: string): string {
  const ended = state.phase === 'ended' ? `${state.outcome}${state.sentence === '' ? '' : `, ${state.sentence}`}` : '';
  return `record ${id} in ${from} ended ${ended.replace(/[.…]*$/, '')}. ${AGAIN}`;
}

function pending(records: readonly DeploymentRecord[], release: Digest): string {
  const last = records.find((record) => record.release?.digest === release);
  if (last === undefined) return ': it was never rolled out there';
  return last.state.phase === 'ended'
    ? `: record ${last.id} ended ${last.state.outcome}`
    : `: record ${last.id} is still ${last.state.phase}`;
}
