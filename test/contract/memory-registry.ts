import { type Digest, digestOf, isDigest } from '../../domain/digest.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import type { ReleaseArtifact } from '../../domain/release.ts';
import type { Tag } from '../../domain/tag.ts';
import type { Registry } from '../../engine/registry.ts';

/** A registry for tests of what uses one; it passes the same contract as the real client. */
export class MemoryRegistry implements Registry {
  readonly tags = new Map<string, Digest>();
  readonly manifests = new Map<string, { readonly mediaType: string; readonly bytes: Uint8Array }>();
  readonly #blobs = new Map<string, Uint8Array>();

  /** Makes an image of nothing but its name known. */
  addImage(repository: string, content: string, tag?: string): Digest {
    const digest = digestOf(content);
    this.manifests.set(`${repository}@${digest}`, { mediaType: 'text/plain', bytes: Buffer.from(content) });
    if (tag !== undefined) this.tags.set(`${repository}:${tag}`, digest);
    return digest;
  }

  async resolve(repository: string, reference: Tag | Digest): Promise<Digest | undefined> {
    if (!isDigest(reference)) return this.tags.get(`${repository}:${reference}`);
    return this.manifests.has(`${repository}@${reference}`) ? reference : undefined;
  }

  async manifest(reference: DigestReference): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }> {
    return found(reference, this.manifests.get(formatDigestReference(reference)));
  }

  async blob(reference: DigestReference): Promise<Uint8Array> {
    return found(reference, this.#blobs.get(formatDigestReference(reference)));
  }

  async push(repository: string, artifact: ReleaseArtifact): Promise<void> {
    this.addRelease(repository, artifact);
  }

  /** Makes a release known. */
  addRelease(repository: string, { manifest, mediaType, blobs }: ReleaseArtifact, tag?: string): DigestReference {
    for (const { digest, bytes } of blobs) this.#blobs.set(`${repository}@${digest}`, bytes);
    this.manifests.set(`${repository}@${manifest.digest}`, { mediaType, bytes: manifest.bytes });
    if (tag !== undefined) this.tags.set(`${repository}:${tag}`, manifest.digest);
    return { repository, digest: manifest.digest };
  }

  async tag(reference: DigestReference, tag: Tag): Promise<Digest> {
    found(reference, this.manifests.get(formatDigestReference(reference)));
    const key = `${reference.repository}:${tag}`;
    const now = this.tags.get(key) ?? reference.digest;
    this.tags.set(key, now);
    return now;
  }
}

function found<Thing>(reference: DigestReference, thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error(`${formatDigestReference(reference)} is not in the registry.`);
  return thing;
}
