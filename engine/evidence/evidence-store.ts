import type { Digest } from '../../domain/digest.ts';
import type { EvidenceRefusal } from '../../domain/evidence/codes.ts';
import type { DigestReference } from '../../domain/image.ts';

/** What lies under a digest in an evidence repository. */
export type FetchedStatement =
  | { readonly ok: true; readonly statement: string }
  | { readonly ok: false; readonly refusal: EvidenceRefusal };

/** Where statements about releases lie: one repository for each tier and image, apart from the releases themselves. Where it
 *  enforces who writes, that is the tier's own identity alone. */
export interface EvidenceStore {
  /** Attaches a statement to a release. The same one again changes nothing, and no other one is lost by it.
   *  @returns the digest that it lies under */
  attach(repository: string, release: DigestReference, statement: string): Promise<Digest>;
  /** What is said to be attached to a release. A list proves nothing: whoever made it may have left out, invented or mixed up. */
  candidates(repository: string, release: Digest): Promise<readonly Digest[]>;
  /** A statement by its own digest, if it is attached to this release. */
  fetch(repository: string, candidate: Digest, release: Digest): Promise<FetchedStatement>;
}
