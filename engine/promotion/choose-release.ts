import { type CommitSha, shortCommit } from '../../domain/commit.ts';
import { shortDigest } from '../../domain/digest.ts';
import type { EvidenceRefusal } from '../../domain/evidence/codes.ts';
import { evidencePlace } from '../../domain/evidence/place.ts';
import type { WorkflowAt } from '../../domain/evidence/statement.ts';
import { demandRepository } from '../../domain/expected.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import { readBase } from '../approval/read-base.ts';
import type { EvidencePorts } from '../evidence/collect-evidence.ts';
import { findEvidence } from '../evidence/find-evidence.ts';
import type { Registry } from '../registry.ts';
import { fetchExpected } from '../release/expected-release.ts';
import type { Cluster } from '../rollout/cluster.ts';
import type { Branches } from './branches.ts';
import type { PromotionRefusal } from './codes.ts';
import type { Formings } from './formings.ts';
import { judgeOrder, older } from './judge-order.ts';
import { readLive } from './live.ts';
import { releaseOfCommit } from './release-of-commit.ts';

/** The tier that must have proven a release, and where it says so. */
export interface Before {
  readonly tier: string;
  /** `host/path` of its evidence. */
  readonly evidence: string;
  readonly workflows: readonly WorkflowAt[];
}

export interface PromotionRequest {
  readonly service: string;
  /** The tier that it is for. */
  readonly tier: string;
  readonly commit: CommitSha;
  /** Where the branch of the tier ends, as the run knows it. */
  readonly head: CommitSha;
  /** Where the builder of protected branches leaves releases of the service, and nobody else. */
  readonly releases: string;
  readonly namespace: string;
  /** GitHub's number of the repository. */
  readonly repository: number;
  readonly before: Before | undefined;
  /** Files and branches whose runs form releases; nobody is asked where there are none. */
  readonly formedBy: readonly WorkflowAt[];
  /** What was chosen by an earlier job of the run: another release would not be what people were asked about. */
  readonly expected: DigestReference | undefined;
}

export interface PromotionPorts extends EvidencePorts {
  readonly registry: Pick<Registry, 'blob' | 'manifest' | 'resolve'>;
  readonly branches: Branches;
  readonly formings: Formings;
  readonly cluster: Pick<Cluster, 'get'>;
}

/** The release of a commit, and whether it may go up. `unproven`: it may once the tier before has it. `passedOver`: what was attached
 *  to it, and is no evidence. */
export type Choice = { readonly passedOver: readonly EvidenceRefusal[] } & Chosen;

type Chosen =
  | { readonly kind: 'proven'; readonly release: DigestReference; readonly sentence: string }
  | { readonly kind: 'unproven'; readonly release: DigestReference; readonly refusal: PromotionRefusal }
  | { readonly kind: 'refused'; readonly refusal: PromotionRefusal };

/** Finds what a commit stands for, and whether it may go up. Nobody names bytes here: they are what the builder has tagged by the
 *  commit, once, in a repository that it alone writes, and must be a release of the service for the tier.
 *  @throws Refusal for other bytes */
export async function chooseRelease(request: PromotionRequest, ports: PromotionPorts): Promise<Choice> {
  const { service, tier, commit, head, releases, expected, before } = request;
  if (expected !== undefined)
    demandRepository(formatDigestReference(expected), expected.repository, { repository: releases });
  if (!(await ports.branches.contains(head, commit)))
    return refused('commit-elsewhere', `Commit ${commit} is not on this branch, which is at ${head}. Merge it first.`);
  const found = await releaseOfCommit(request, ports);
  if (found.kind === 'refused') return { ...found, passedOver: [] };
  const { release } = found;
  await fetchExpected(ports.registry, release, { repository: releases, service, tier });
  return before === undefined
    ? { ...(await byCommit(request, release, ports)), passedOver: [] }
    : await byEvidence(request, before, release, ports);
}

async function byEvidence(
  request: PromotionRequest,
  before: Before,
  release: DigestReference,
  ports: PromotionPorts,
): Promise<Choice> {
  const { service, repository, commit, head } = request;
  const { tier, workflows } = before;
  const wanted = { release, repository, service, tier, workflows, purpose: 'promotion' } as const;
  const found = await findEvidence(wanted, evidencePlace(before.evidence, release), ports);
  const passedOver = found.refused;
  if (found.proven) {
    const order = judgeOrder(service, found.evidence.run, await readLive(request, before, release, ports));
    return order === undefined
      ? { kind: 'proven', release, sentence: found.sentence, passedOver }
      : { kind: 'refused', refusal: order, passedOver };
  }
  if (commit === head) return { kind: 'unproven', release, refusal: found.refusal, passedOver };
  return {
    ...refused(
      'commit-not-newest',
      `${found.refusal.sentence} Only the newest commit of the branch, ${shortCommit(head)}, can go through ${tier} from here.`,
    ),
    passedOver,
  };
}

/** Without a tier before there is no run that proved anything: what runs must not be of a later commit. */
async function byCommit(
  { service, namespace, commit }: PromotionRequest,
  release: DigestReference,
  { cluster, branches }: PromotionPorts,
): Promise<Chosen> {
  const { commit: live } = await readBase(cluster, service, namespace);
  if (live !== undefined && live !== commit && (await branches.contains(live, commit)))
    return { kind: 'refused', refusal: older(service, `commit ${shortCommit(commit)}`, `commit ${shortCommit(live)}`) };
  return {
    kind: 'proven',
    release,
    sentence: `Release ${shortDigest(release.digest)} of ${service} is that of commit ${shortCommit(commit)}.`,
  };
}

const refused = (code: PromotionRefusal['code'], sentence: string): Choice => ({
  kind: 'refused',
  refusal: { code, sentence },
  passedOver: [],
});
