import { type Digest, isDigest } from '../../domain/digest.ts';
import { parseTag, type Tag } from '../../domain/tag.ts';
import { field } from '../registry/docker-config.ts';
import type { OciReferrers, Tagged } from '../registry/oci-referrers.ts';
import type { Descriptor } from './evidence-artifact.ts';

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
/** Two writers need two tries each; more than this, and somebody else writes there without end. */
const TRIES = 10;

/** What refers to a digest where a registry has no list of referrers: an index under the tag `sha256-<hex>`, which each writer rewrites.
 *  A registry has no compare-and-set, so the last of two writers would take the other's entry away. Therefore each entry also has a tag
 *  of its own, written before the index is read: of two writers at least one sees the other's, and goes on until the index has both.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema */
export class FallbackIndex {
  readonly #registry: Pick<OciReferrers, 'tagged' | 'move' | 'tags'>;

  constructor(registry: Pick<OciReferrers, 'tagged' | 'move' | 'tags'>) {
    this.#registry = registry;
  }

  async list(repository: string, subject: Digest): Promise<readonly Digest[]> {
    const [index, own] = await Promise.all([this.#index(repository, subject), this.#own(repository, subject)]);
    return [...new Set([...index.map(({ digest }) => digest), ...own])];
  }

  /** Adds what is there already under its digest. */
  async add(repository: string, subject: Digest, entry: Descriptor & { readonly bytes: Uint8Array }): Promise<void> {
    const { bytes, ...descriptor } = entry;
    await this.#registry.move(repository, ownTag(subject, entry.digest), { mediaType: entry.mediaType, bytes });
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const there = await this.#index(repository, subject);
      const missing = await this.#missing(repository, subject, [...there, descriptor]);
      const wanted = [...there.filter(({ digest }) => digest !== descriptor.digest), descriptor, ...missing];
      if (missing.length === 0 && there.some(({ digest }) => digest === descriptor.digest)) return;
      const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: wanted };
      await this.#registry.move(repository, tagOf(subject), {
        mediaType: OCI_INDEX,
        bytes: new TextEncoder().encode(JSON.stringify(index)),
      });
    }
    throw new Error(
      `${repository}:${tagOf(subject)} did not keep what was written, ${TRIES} times. Find out who writes there, and run this again.`,
    );
  }

  /** Entries with a tag of their own that the index lacks. */
  async #missing(repository: string, subject: Digest, known: readonly Descriptor[]): Promise<readonly Descriptor[]> {
    const own = await this.#own(repository, subject);
    const absent = own.filter((digest) => !known.some((each) => each.digest === digest));
    const found = await Promise.all(absent.map((digest) => this.#registry.tagged(repository, ownTag(subject, digest))));
    return found.flatMap((tagged) => (tagged === undefined ? [] : [described(tagged)]));
  }

  /** A tag that names no index, or the subject itself, says nothing: somebody else may have written it. */
  async #index(repository: string, subject: Digest): Promise<readonly Descriptor[]> {
    const tagged = await this.#registry.tagged(repository, tagOf(subject));
    if (tagged === undefined || tagged.mediaType !== OCI_INDEX || tagged.digest === subject) return [];
    return descriptorsOf(tagged.bytes);
  }

  async #own(repository: string, subject: Digest): Promise<readonly Digest[]> {
    const before = `${tagOf(subject)}.`;
    const tags = await this.#registry.tags(repository, tagOf(subject));
    return tags.flatMap((tag) => {
      const hex = tag.startsWith(before) ? Buffer.from(tag.slice(before.length), 'base64url').toString('hex') : '';
      const digest = `sha256:${hex}`;
      return isDigest(digest) ? [digest] : [];
    });
  }
}

export const tagOf = (subject: Digest): Tag => parseTag(subject.replace(':', '-'));

/** The digest of an entry in 43 characters: a tag has no room for two of 64. */
const ownTag = (subject: Digest, entry: Digest): Tag =>
  parseTag(`${tagOf(subject)}.${Buffer.from(entry.slice('sha256:'.length), 'hex').toString('base64url')}`);

const described = ({ mediaType, digest, bytes }: Tagged): Descriptor => ({ mediaType, digest, size: bytes.length });

function descriptorsOf(bytes: Uint8Array): readonly Descriptor[] {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return [];
  }
  const entries = field(document, 'manifests');
  return (Array.isArray(entries) ? entries : []).filter(isDescriptor);
}

const isDescriptor = (entry: unknown): entry is Descriptor => {
  const digest = field(entry, 'digest');
  return (
    typeof digest === 'string' &&
    isDigest(digest) &&
    typeof field(entry, 'mediaType') === 'string' &&
    typeof field(entry, 'size') === 'number'
  );
};
