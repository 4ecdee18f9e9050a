import type { Digest } from '../domain/digest.ts';
import type { DigestReference } from '../domain/image.ts';
import type { ReleaseArtifact } from '../domain/release.ts';
import type { Tag } from '../domain/tag.ts';

/** An OCI registry, as far as Sluice needs one. */
export interface Registry {
  /** The digest behind a tag or reference right now; `undefined` when there is none. */
  resolve(repository: string, reference: Tag | Digest): Promise<Digest | undefined>;
  /** The bytes of a manifest, checked against the digest. */
  manifest(reference: DigestReference): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }>;
  /** The bytes of a blob, checked against the digest. */
  blob(reference: DigestReference): Promise<Uint8Array>;
  /** Uploads what is missing; pushing the same artifact again changes nothing. */
  push(repository: string, artifact: ReleaseArtifact): Promise<void>;
  /** Writes a tag once. @returns the digest that the tag names afterwards: another one when somebody was first. */
  tag(reference: DigestReference, tag: Tag): Promise<Digest>;
}
