import type { EvidenceRefusal } from '../../domain/evidence/codes.ts';
import { judgeEvidence, type RunFacts, type WantedEvidence } from '../../domain/evidence/judge-evidence.ts';
import { readStatement } from '../../domain/evidence/read-statement.ts';
import type { Evidence } from '../../domain/evidence/statement.ts';
import type { EvidenceStore } from './evidence-store.ts';
import type { Runs } from './runs.ts';

/** Where evidence is kept, and whom the runs that it names are looked up at. */
export interface EvidencePorts {
  readonly store: EvidenceStore;
  readonly runs: Runs;
}

/** Everything that is attached to a release, by whether it is what is wanted. What is refused is told: somebody wrote it. */
export interface Collected {
  readonly accepted: readonly { readonly evidence: Evidence; readonly sentence: string }[];
  readonly refused: readonly EvidenceRefusal[];
}

/** Fetches each candidate by its digest, reads it strictly, and judges it with the run that it names.
 *  @throws when the repository or GitHub cannot tell: unknown is not passed */
export async function collectEvidence(
  wanted: WantedEvidence,
  repository: string,
  { store, runs }: EvidencePorts,
): Promise<Collected> {
  const { digest } = wanted.release;
  const known = new Map<number, Promise<RunFacts | undefined>>();
  const runOf = (id: number): Promise<RunFacts | undefined> => {
    const run = known.get(id) ?? runs.find(id);
    known.set(id, run);
    return run;
  };
  const judged = (await store.candidates(repository, digest)).map(async (candidate) => {
    const fetched = await store.fetch(repository, candidate, digest);
    const read = fetched.ok ? readStatement(fetched.statement) : fetched;
    return read.ok
      ? judgeEvidence(read.evidence, wanted, await runOf(read.evidence.run.id))
      : { accepted: false as const, refusal: read.refusal };
  });
  const all = await Promise.all(judged);
  return {
    accepted: all.flatMap((each) => (each.accepted ? [each] : [])),
    refused: all.flatMap((each) => (each.accepted ? [] : [each.refusal])),
  };
}
