import { type Digest, digestOf, isDigest } from '../../domain/digest.ts';
import { type Content, folderContent, memoryContent } from './content.ts';

export interface StoredManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

interface Repository {
  readonly blobs: Set<Digest>;
  readonly mediaTypes: Map<Digest, string>;
  readonly tags: Map<string, Digest>;
}

/** What a registry keeps. Bytes are shared, but a repository knows only what was pushed or mounted into it: reading another
 *  one's blob through it finds nothing. Which repositories and tags exist is kept in memory; only bytes may lie in a folder. */
export class RegistryStorage {
  readonly #content: Content;
  readonly #repositories = new Map<string, Repository>();

  constructor(content: Content) {
    this.#content = content;
  }

  blob(repository: string, digest: Digest): Uint8Array | undefined {
    return this.#repositories.get(repository)?.blobs.has(digest) ? this.#content.read(digest) : undefined;
  }

  putBlob(repository: string, bytes: Uint8Array): Digest {
    const digest = digestOf(bytes);
    this.#content.write(digest, bytes);
    this.#open(repository).blobs.add(digest);
    return digest;
  }

  /** Makes a blob of one repository known in another. @returns whether `from` had it. */
  mount(repository: string, from: string, digest: Digest): boolean {
    if (!this.#repositories.get(from)?.blobs.has(digest)) return false;
    this.#open(repository).blobs.add(digest);
    return true;
  }

  manifest(repository: string, reference: string): StoredManifest | undefined {
    const found = this.#repositories.get(repository);
    const digest = isDigest(reference) ? reference : found?.tags.get(reference);
    const mediaType = digest === undefined ? undefined : found?.mediaTypes.get(digest);
    const bytes = digest === undefined ? undefined : this.#content.read(digest);
    return digest === undefined || mediaType === undefined || bytes === undefined
      ? undefined
      : { digest, mediaType, bytes };
  }

  putManifest(repository: string, mediaType: string, bytes: Uint8Array): Digest {
    const digest = digestOf(bytes);
    this.#content.write(digest, bytes);
    this.#open(repository).mediaTypes.set(digest, mediaType);
    return digest;
  }

  /** Points a tag at a manifest, moving it when it exists: registries do that, and what writes tags once must check first. */
  tag(repository: string, tag: string, digest: Digest): void {
    this.#open(repository).tags.set(tag, digest);
  }

  /** Tags in lexical order; `undefined` when nothing was ever pushed to the repository. */
  tags(repository: string): readonly string[] | undefined {
    const found = this.#repositories.get(repository);
    return found && [...found.tags.keys()].sort();
  }

  manifests(repository: string): readonly StoredManifest[] {
    const digests = [...(this.#repositories.get(repository)?.mediaTypes.keys() ?? [])];
    return digests.flatMap((digest) => this.manifest(repository, digest) ?? []);
  }

  #open(name: string): Repository {
    const found = this.#repositories.get(name) ?? { blobs: new Set(), mediaTypes: new Map(), tags: new Map() };
    this.#repositories.set(name, found);
    return found;
  }
}

/** A storage whose bytes lie in `folder`, or in memory where none is given. */
export const registryStorage = (folder?: string): RegistryStorage =>
  new RegistryStorage(folder === undefined ? memoryContent() : folderContent(folder));
