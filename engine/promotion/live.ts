import { isDigest } from '../../domain/digest.ts';
import { evidencePlace } from '../../domain/evidence/place.ts';
import { weighEvidence } from '../../domain/evidence/weigh-evidence.ts';
import type { DigestReference } from '../../domain/image.ts';
import { collectEvidence } from '../evidence/collect-evidence.ts';
import { RELEASE, runOf } from '../rollout/state/annotations.ts';
import { readRunning } from '../rollout/state/running-workload.ts';
import type { Before, PromotionPorts, PromotionRequest } from './choose-release.ts';
import type { Live } from './judge-order.ts';

/** Asks the tier's cluster what runs, and the tier before when it has proven that. Evidence whose run GitHub has forgotten is good
 *  enough to be older or newer; without any the run that wrote the workload stands for it, which was later. */
export async function readLive(
  { service, namespace, repository }: Pick<PromotionRequest, 'service' | 'namespace' | 'repository'>,
  { tier, evidence, workflows }: Before,
  candidate: DigestReference,
  ports: PromotionPorts,
): Promise<Live> {
  const { live: workload } = await readRunning(ports.cluster, { service, namespace });
  const digest = workload?.metadata.annotations?.[RELEASE] ?? '';
  if (workload === undefined || !isDigest(digest)) return { kind: 'nothing' };
  if (digest === candidate.digest) return { kind: 'same' };
  const release = { repository: candidate.repository, digest };
  const wanted = { release, repository, service, tier, workflows, purpose: 'rollback' } as const;
  const { accepted } = await collectEvidence(wanted, evidencePlace(evidence, release), ports);
  const proven = weighEvidence(accepted.flatMap((each) => (each.evidence.said === 'complete' ? [each.evidence] : [])));
  const run = proven?.run ?? runOf(workload);
  return run === undefined ? { kind: 'unknown' } : { kind: 'other', run };
}
