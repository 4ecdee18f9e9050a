import { type DigestReference, formatDigestReference } from '../image.ts';
import { differs, otherOrigin, otherRun, type RunFacts, type WantedOrigin } from './claimed-run.ts';
import type { EvidenceRefusal } from './codes.ts';
import type { Signer } from './signature/certificate-extensions.ts';
import { otherSigner } from './signature/judge-signer.ts';
import type { Evidence } from './statement.ts';

export type { RunFacts } from './claimed-run.ts';

/** What evidence has to be of. Its workflows are files, and the refs they are taken from, by which runs reach the tier. */
export interface WantedEvidence extends WantedOrigin {
  readonly release: DigestReference;
  readonly tier: string;
  /** What it is wanted for: what once ran may be gone back to when GitHub no longer knows the run. */
  readonly purpose: 'promotion' | 'rollback';
  /** Where `complete` must be signed: GitHub's number of who owns the workflows that may; `undefined` where the place alone says whose it is. */
  readonly owner?: number | undefined;
}

export type EvidenceJudgement =
  | { readonly accepted: true; readonly evidence: Evidence; readonly sentence: string }
  | { readonly accepted: false; readonly refusal: EvidenceRefusal };

/** Whether a statement is about what is wanted, and the run that it names is one that could have found it out. What the statement
 *  says of the release is another question.
 *  @param run as GitHub has it; `undefined` where GitHub has it no longer
 *  @param signer who has verifiably signed the statement; `undefined` where nobody has */
export function judgeEvidence(
  evidence: Evidence,
  wanted: WantedEvidence,
  run: RunFacts | undefined,
  signer?: Signer | undefined,
): EvidenceJudgement {
  const refusal =
    aboutOther(evidence, wanted) ??
    (run === undefined ? gone(evidence, wanted) : otherRun(evidence, run)) ??
    badlySigned(evidence, wanted, signer);
  if (refusal !== undefined) return { accepted: false, refusal };
  const said = `Run ${evidence.run.id} said "${evidence.said}" of it in ${evidence.tier}`;
  return {
    accepted: true,
    evidence,
    sentence: run === undefined ? `${said}; GitHub has that run no longer.` : `${said}.`,
  };
}

function aboutOther(evidence: Evidence, wanted: WantedEvidence): EvidenceRefusal | undefined {
  const [found, asked] = [formatDigestReference(evidence.release), formatDigestReference(wanted.release)];
  if (found !== asked) return differs('other-release', 'release', found, asked);
  if (evidence.tier !== wanted.tier) return differs('other-tier', 'tier', evidence.tier, wanted.tier);
  return otherOrigin(evidence, wanted);
}

/** A yes must be signed. A no needs no signature: whoever can write where it lies can keep a release from going up in any case. */
function badlySigned(
  evidence: Evidence,
  { owner, ...wanted }: WantedEvidence,
  signer: Signer | undefined,
): EvidenceRefusal | undefined {
  if (owner === undefined || evidence.said !== 'complete') return undefined;
  if (signer !== undefined) return otherSigner(signer, evidence, { ...wanted, owner });
  return {
    code: 'unsigned',
    sentence: `Run ${evidence.run.id} is said to have proven it in ${evidence.tier}, and nobody has signed that.`,
  };
}

/** Whoever may push may also delete runs: what takes evidence back holds without its run. */
const gone = ({ run, tier, said }: Evidence, { purpose }: WantedEvidence): EvidenceRefusal | undefined =>
  purpose === 'rollback' || said !== 'complete'
    ? undefined
    : {
        code: 'run-gone',
        sentence: `GitHub has no run ${run.id}, which is said to have proven it in ${tier}. Let it be proven again.`,
      };
