import { type CommitSha, shortCommit } from '../../domain/commit.ts';
import type { WorkflowAt } from '../../domain/evidence/statement.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import { formStep } from '../../domain/provenance/form-step.ts';
import { releaseTag } from '../../domain/tag.ts';
import type { Registry } from '../registry.ts';
import type { PromotionCode, PromotionRefusal } from './codes.ts';
import type { Formings } from './formings.ts';

export interface CommitRelease {
  readonly service: string;
  readonly commit: CommitSha;
  /** Where the builder leaves releases of the service, and nobody else. */
  readonly releases: string;
  /** Files and branches whose runs form releases; nobody is asked where there are none. */
  readonly formedBy: readonly WorkflowAt[];
  /** What was chosen by an earlier job of the run: another release would not be what people were asked about. */
  readonly expected: DigestReference | undefined;
}

export type FoundRelease =
  | { readonly kind: 'found'; readonly release: DigestReference }
  | { readonly kind: 'refused'; readonly refusal: PromotionRefusal };

/** The release that the builder has tagged by a commit, once, and that a run of this very commit has formed. */
export async function releaseOfCommit(
  { service, commit, releases, formedBy, expected }: CommitRelease,
  { registry, formings }: { readonly registry: Pick<Registry, 'resolve'>; readonly formings: Formings },
): Promise<FoundRelease> {
  const digest = await registry.resolve(releases, releaseTag(service, commit));
  if (digest === undefined)
    return refused(
      'release-missing',
      `There is no release of ${service} of commit ${shortCommit(commit)} in ${releases}: none was built of it on a protected branch. Name another commit, or push.`,
    );
  const release = { repository: releases, digest };
  if (expected !== undefined && formatDigestReference(expected) !== formatDigestReference(release))
    return refused(
      'release-moved',
      `Commit ${shortCommit(commit)} of ${service} stands for ${digest} now, and stood for ${expected.digest} in an earlier job. Find out who wrote the tag.`,
    );
  if (formedBy.length > 0 && !(await formings.isFormed(commit, service, formedBy)))
    return refused(
      'release-unproven',
      `${digest} is called the release of ${service} of commit ${shortCommit(commit)}, and GitHub knows of no run of that commit on a protected branch that came through "${formStep(service)}". Push a new commit; if a run did form it, find out who wrote the tag.`,
    );
  return { kind: 'found', release };
}

const refused = (code: PromotionCode, sentence: string): FoundRelease => ({
  kind: 'refused',
  refusal: { code, sentence },
});
