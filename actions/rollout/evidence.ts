import { evidencePlace } from '../../domain/evidence/place.ts';
import type { ApprovedBy } from '../../domain/evidence/statement.ts';
import { isToSign, toSignOutput } from '../../domain/evidence/to-sign.ts';
import type { DigestReference } from '../../domain/image.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { type RecordPorts, recordEvidence } from '../../engine/evidence/record-evidence.ts';
import { saidOfRollout } from '../../engine/evidence/said-of-rollout.ts';
import type { RolloutInvocation } from './act.ts';

interface Shown {
  readonly service: string;
  readonly tier: string;
  /** `undefined` where plain manifests were rolled out: of those nothing is said. */
  readonly release: DigestReference | undefined;
  readonly outcome: Outcome;
  readonly verification: 'none' | 'pending';
  /** '' where none is kept. */
  readonly evidence: string;
  readonly approvedBy: readonly ApprovedBy[];
}

/** Says in the tier's evidence what the rollout has shown. @returns why it could not be said: then it is not proven, whatever runs */
export async function sayShown(
  { github, log, output }: RolloutInvocation,
  { service, tier, release, outcome, verification, evidence, approvedBy }: Shown,
  ports: RecordPorts,
): Promise<string | undefined> {
  const said = saidOfRollout(outcome, verification);
  if (said === undefined || release === undefined || evidence === '') return undefined;
  const place = evidencePlace(evidence, release);
  try {
    const run = { id: github.runId, attempt: github.runAttempt };
    const digest = await recordEvidence({ release, service, tier, said, approvedBy }, run, place, ports);
    if (isToSign(place, said)) output('to-sign', toSignOutput([service]));
    log.info(`${tier} says "${said}" of this release of ${service}: ${digest}.`);
    return undefined;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return `The rollout of ${service} to ${tier} ended ${outcome}, and its evidence could not be written: ${why}`;
  }
}
