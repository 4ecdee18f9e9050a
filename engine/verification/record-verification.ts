import type { Digest } from '../../domain/digest.ts';
import { evidencePlace } from '../../domain/evidence/place.ts';
import type { ApprovedBy, Said } from '../../domain/evidence/statement.ts';
import type { DigestReference } from '../../domain/image.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { type RecordPorts, recordEvidence } from '../evidence/record-evidence.ts';
import type { VerificationResult } from './complete-records.ts';

/** How a rollout of this run ended. */
export interface RolledOut {
  readonly service: string;
  readonly outcome: Outcome | undefined;
  readonly release: DigestReference;
}

export interface VerificationOf {
  readonly tier: string;
  readonly rollouts: readonly RolledOut[];
  readonly result: VerificationResult;
  /** `host/path` of the tier's evidence. */
  readonly evidence: string;
}

/** Says of each release that this run has rolled out what its checks have shown. Checks that did not come to an end show nothing, and of
 *  what was there before this run says nothing. */
export async function recordVerification(
  { tier, rollouts, result, evidence }: VerificationOf,
  run: { readonly id: number; readonly attempt: number },
  ports: RecordPorts & { approvers(service: string): Promise<readonly ApprovedBy[]> },
): Promise<readonly { readonly service: string; readonly said: Said; readonly digest: Digest }[]> {
  const said = saidOf(result);
  if (said === undefined) return [];
  const complete = rollouts.filter(({ outcome }) => outcome === 'complete');
  return await Promise.all(
    complete.map(async ({ service, release }) => {
      const saying = { release, service, tier, said, approvedBy: await ports.approvers(service) };
      const digest = await recordEvidence(saying, run, evidencePlace(evidence, release), ports);
      return { service, said, digest };
    }),
  );
}

function saidOf(result: VerificationResult): Said | undefined {
  switch (result) {
    case 'success':
      return 'complete';
    case 'failure':
      return 'failed';
    case 'cancelled':
    case 'skipped':
      return undefined;
  }
}
