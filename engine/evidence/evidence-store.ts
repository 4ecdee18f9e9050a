import type { Digest } from '../../domain/digest.ts';
import type { EvidenceRefusal } from '../../domain/evidence/codes.ts';
import type { Signer } from '../../domain/evidence/signature/certificate-extensions.ts';
import type { DigestReference } from '../../domain/image.ts';
import type { Subject } from '../../domain/provenance/subjects.ts';

/** What lies under a digest in an evidence repository, and who has verifiably signed it, where somebody has. */
export type FetchedStatement =
  | { readonly ok: true; readonly statement: string; readonly signer?: Signer }
  | { readonly ok: false; readonly refusal: EvidenceRefusal };

/** Where statements lie. Where it enforces who writes, that is one identity alone. */
export interface StatementStore {
  /** Attaches a statement. The same one again changes nothing, and no other one is lost by it.
   *  @returns the digest that it lies under */
  attachTo(repository: string, subject: Subject, statement: string): Promise<Digest>;
  /** What is said to be attached to a digest. A list proves nothing: whoever made it may have left out, invented or mixed up. */
  candidates(repository: string, subject: Digest): Promise<readonly Digest[]>;
  /** A statement by its own digest, if it is attached to this one. */
  fetch(repository: string, candidate: Digest, subject: Digest): Promise<FetchedStatement>;
}

/** Where statements about releases lie: one repository for each tier and image, apart from the releases themselves. */
export interface EvidenceStore extends Pick<StatementStore, 'candidates' | 'fetch'> {
  /** The same for a release, which says itself what it is. */
  attach(repository: string, release: DigestReference, statement: string): Promise<Digest>;
}
