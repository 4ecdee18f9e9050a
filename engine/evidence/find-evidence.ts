import { shortDigest } from '../../domain/digest.ts';
import type { EvidenceRefusal } from '../../domain/evidence/codes.ts';
import { judgeEvidence, type RunFacts, type WantedEvidence } from '../../domain/evidence/judge-evidence.ts';
import { readStatement } from '../../domain/evidence/read-statement.ts';
import type { Evidence } from '../../domain/evidence/statement.ts';
import { weighEvidence } from '../../domain/evidence/weigh-evidence.ts';
import type { EvidenceStore } from './evidence-store.ts';
import type { Runs } from './runs.ts';

/** Whether a tier has proven a release. What was looked at and refused is told in any case: somebody wrote it. */
export type Found = { readonly refused: readonly EvidenceRefusal[] } & (
  | { readonly proven: true; readonly evidence: Evidence; readonly sentence: string }
  | { readonly proven: false; readonly refusal: EvidenceRefusal }
);

/** Looks for what a tier says of a release. Each candidate is fetched by its digest, read strictly, and judged with the run that it
 *  names; of those that are accepted the newest counts. @throws when the repository or GitHub cannot tell: unknown is not passed */
export async function findEvidence(
  wanted: WantedEvidence,
  repository: string,
  { store, runs }: { readonly store: EvidenceStore; readonly runs: Runs },
): Promise<Found> {
  const { release, service, tier } = wanted;
  const accepted: { readonly evidence: Evidence; readonly sentence: string }[] = [];
  const refused: EvidenceRefusal[] = [];
  const known = new Map<number, Promise<RunFacts | undefined>>();
  for (const candidate of await store.candidates(repository, release.digest)) {
    const fetched = await store.fetch(repository, candidate, release.digest);
    const read = fetched.ok ? readStatement(fetched.statement) : fetched;
    if (!read.ok) {
      refused.push(read.refusal);
      continue;
    }
    const { id } = read.evidence.run;
    const run = known.get(id) ?? runs.find(id);
    known.set(id, run);
    const judged = judgeEvidence(read.evidence, wanted, await run);
    if (judged.accepted) accepted.push(judged);
    else refused.push(judged.refusal);
  }
  const name = `Release ${shortDigest(release.digest)} of ${service}`;
  const best = weighEvidence(accepted.map(({ evidence }) => evidence));
  const sentence = accepted.find(({ evidence }) => evidence === best)?.sentence ?? '';
  if (best?.said === 'complete')
    return { proven: true, evidence: best, sentence: `${name} is proven. ${sentence}`, refused };
  return {
    proven: false,
    refused,
    refusal: best === undefined ? missing(name, tier) : takenBack(name, best, sentence),
  };
}

const AGAIN = 'Roll it out there again, and let it be verified.';

const missing = (name: string, tier: string): EvidenceRefusal => ({
  code: 'evidence-missing',
  sentence: `${name} has no evidence of ${tier}: it was not completed there. ${AGAIN}`,
});

const takenBack = (name: string, { said }: Evidence, sentence: string): EvidenceRefusal => ({
  code: said === 'failed' ? 'said-failed' : 'said-withdrawn',
  sentence: `${name} is not good for promotion. ${sentence} ${AGAIN}`,
});
