import { type Digest, digestOf } from '../digest.ts';
import { type ImageIdentity, identityDigest } from '../image-identity.ts';

/** What a statement is attached to: found again by its digest, and nothing has to lie there. */
export interface Subject {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

/** Under which provenance of everything of one identity is found. The text that it is the digest of is not stored. */
export const identitySubject = (identity: ImageIdentity): Subject => ({
  mediaType: 'application/vnd.sluice.image-identity.v2+json',
  digest: identityDigest(identity),
  size: 1,
});

/** Under which everything is found that is said in the name of one job, so that a second voice is heard. */
export function jobSubject(repository: number, job: number): Subject {
  const text = JSON.stringify(['sluice.build-job/v1', repository, job]);
  return { mediaType: 'application/vnd.sluice.build-job.v1+json', digest: digestOf(text), size: text.length };
}
