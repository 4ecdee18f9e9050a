import { shortDigest } from '../../domain/digest.ts';
import type { EvidenceRefusal } from '../../domain/evidence/codes.ts';
import type { WantedEvidence } from '../../domain/evidence/judge-evidence.ts';
import type { Evidence } from '../../domain/evidence/statement.ts';
import { weighEvidence } from '../../domain/evidence/weigh-evidence.ts';
import { collectEvidence, type EvidencePorts } from './collect-evidence.ts';

/** Whether a tier has proven a release. What was looked at and refused is told in any case: somebody wrote it. */
export type Found = { readonly refused: readonly EvidenceRefusal[] } & (
  | { readonly proven: true; readonly evidence: Evidence; readonly sentence: string }
  | { readonly proven: false; readonly refusal: EvidenceRefusal }
);

/** Looks for what a tier says of a release: of the statements that are accepted the newest counts. */
export async function findEvidence(wanted: WantedEvidence, repository: string, ports: EvidencePorts): Promise<Found> {
  const { accepted, refused } = await collectEvidence(wanted, repository, ports);
  const name = `Release ${shortDigest(wanted.release.digest)} of ${wanted.service}`;
  const best = weighEvidence(accepted.map(({ evidence }) => evidence));
  const sentence = accepted.find(({ evidence }) => evidence === best)?.sentence ?? '';
  if (best?.said === 'complete')
    return { proven: true, evidence: best, sentence: `${name} is proven. ${sentence}`, refused };
  return {
    proven: false,
    refused,
    refusal: best === undefined ? missing(name, wanted.tier) : takenBack(name, best, sentence),
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
