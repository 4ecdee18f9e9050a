import type { Digest } from '../../domain/digest.ts';
import type { EvidenceRefusal } from '../../domain/evidence/codes.ts';
import {
  type EvidenceJudgement,
  judgeEvidence,
  type RunFacts,
  type WantedEvidence,
} from '../../domain/evidence/judge-evidence.ts';
import { signedIn } from '../../domain/evidence/place.ts';
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

/** A release that is rolled out every hour of a month has fewer. */
const MOST = 1000;
/** Registries and GitHub slow down whoever asks more of them. */
const AT_ONCE = 8;

/** Fetches each candidate by its digest, reads it strictly, and judges it with the run that it names and, where
 *  its place wants that, with who has signed it.
 *  @throws when the repository or GitHub cannot tell: unknown is not passed */
export async function collectEvidence(
  wanted: WantedEvidence,
  place: string,
  { store, runs }: EvidencePorts,
): Promise<Collected> {
  const { digest } = wanted.release;
  const bound: WantedEvidence = { ...wanted, owner: signedIn(place)?.owner };
  const known = new Map<number, Promise<RunFacts | undefined>>();
  const runOf = (id: number): Promise<RunFacts | undefined> => {
    const run = known.get(id) ?? runs.find(id);
    known.set(id, run);
    return run;
  };
  const judge = async (candidate: Digest): Promise<EvidenceJudgement> => {
    const fetched = await store.fetch(place, candidate, digest);
    if (!fetched.ok) return { accepted: false, refusal: fetched.refusal };
    const read = readStatement(fetched.statement);
    return read.ok
      ? judgeEvidence(read.evidence, bound, await runOf(read.evidence.run.id), fetched.signer)
      : { accepted: false, refusal: read.refusal };
  };
  const candidates = await store.candidates(place, digest);
  if (candidates.length > MOST)
    throw new Error(
      `${place} has ${candidates.length} statements about ${digest}, and no more than ${MOST} are read. Find out who writes them.`,
    );
  const all: EvidenceJudgement[] = [];
  for (let at = 0; at < candidates.length; at += AT_ONCE)
    all.push(...(await Promise.all(candidates.slice(at, at + AT_ONCE).map(judge))));
  return {
    accepted: all.flatMap((each) => (each.accepted ? [each] : [])),
    refused: all.flatMap((each) => (each.accepted ? [] : [each.refusal])),
  };
}
