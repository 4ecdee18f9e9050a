import { type Digest, isDigest } from '../../domain/digest.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import type { Blob, ReleaseArtifact } from '../../domain/release.ts';
import type { Tag } from '../../domain/tag.ts';
import type { Registry } from '../../engine/registry.ts';
import type { Call } from '../http/http.ts';
import { registryAddress } from './address.ts';
import { Asking, type RegistryOptions } from './asking.ts';
import { blobCall, manifestCall, putManifest, verified } from './calls.ts';
import { RegistryError, refusal, saysOf } from './registry-error.ts';
import { uploadAddress } from './upload-address.ts';

/** A registry may not know a blob for a moment while another writer brings the same one: docker-registry empties the file that names it
 *  before it writes it again. */
const BLOB_TRIES = 4;

/** A client of the OCI distribution specification 1.1. It believes no digest it has not computed, and moves no tag.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md */
export class OciRegistry implements Registry {
  readonly #asking: Asking;

  constructor(options: RegistryOptions = {}) {
    this.#asking = new Asking(options);
  }

  async resolve(repository: string, reference: Tag | Digest): Promise<Digest | undefined> {
    const head = manifestCall('HEAD', repository, reference);
    const answer = await this.#asking.ask(repository, head);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw refusal(head, repository, answer);
    const said = answer.header('docker-content-digest') ?? '';
    if (isDigest(said) && (said === reference || !isDigest(reference))) return said;
    // The header is optional, and may name another algorithm: then the bytes are asked.
    const get = manifestCall('GET', repository, reference);
    const manifest = await this.#asking.ask(repository, get);
    if (manifest.status === 404) return undefined;
    if (manifest.status !== 200) throw refusal(get, repository, manifest);
    return verified(manifest.body, isDigest(reference) ? reference : undefined, repository);
  }

  async manifest(reference: DigestReference): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }> {
    const { repository, digest } = reference;
    const call = manifestCall('GET', repository, digest);
    const answer = await this.#asking.ask(repository, call);
    if (answer.status === 404) throw absent(reference);
    if (answer.status !== 200) throw refusal(call, repository, answer);
    verified(answer.body, digest, repository);
    return { mediaType: answer.header('content-type') ?? '', bytes: answer.body };
  }

  async blob(reference: DigestReference): Promise<Uint8Array> {
    const { repository, digest } = reference;
    const call = blobCall('GET', repository, digest);
    const answer = await this.#asking.ask(repository, call);
    if (answer.status === 404) throw absent(reference);
    if (answer.status !== 200) throw refusal(call, repository, answer);
    verified(answer.body, digest, repository);
    return answer.body;
  }

  async push(repository: string, { manifest, mediaType, blobs }: ReleaseArtifact): Promise<void> {
    if ((await this.resolve(repository, manifest.digest)) !== undefined) return;
    const put = putManifest(repository, manifest.digest, mediaType, manifest.bytes);
    for (let tries = 1; ; tries += 1) {
      for (const blob of new Map(blobs.map((each) => [each.digest, each])).values()) {
        await this.#pushBlob(repository, blob);
      }
      const answer = await this.#asking.ask(repository, put);
      if (answer.status === 201) return;
      if (tries === BLOB_TRIES || !saysOf(answer, 'MANIFEST_BLOB_UNKNOWN')) throw refusal(put, repository, answer);
    }
  }

  /** Registries have no compare-and-set: two writers that both saw no tag both write, and the last one wins. What is returned is
   *  read back afterwards, so at least the later of them learns what the tag names. A repository with immutable tags has no such
   *  gap: there the second write is refused, and the tag of the first is returned. */
  async tag(reference: DigestReference, tag: Tag): Promise<Digest> {
    const { repository, digest } = reference;
    const found = await this.resolve(repository, tag);
    if (found !== undefined) return found;
    const { mediaType, bytes } = await this.manifest(reference);
    const put = putManifest(repository, tag, mediaType, bytes);
    const answer = await this.#asking.ask(repository, put);
    const now = await this.resolve(repository, tag);
    if (now !== undefined) return now;
    throw answer.status === 201
      ? new RegistryError(`${repository}:${tag} was written for ${digest}, but is not there afterwards.`, 404)
      : refusal(put, repository, answer);
  }

  async #pushBlob(repository: string, { digest, bytes }: Blob): Promise<void> {
    const head = blobCall('HEAD', repository, digest);
    const present = await this.#asking.ask(repository, head);
    if (present.status === 200) return;
    if (present.status !== 404) throw refusal(head, repository, present);
    const { origin, name } = registryAddress(repository);
    const begin: Call = {
      method: 'POST',
      url: `${origin}/v2/${name}/blobs/uploads/`,
      headers: {},
      body: Buffer.alloc(0),
    };
    const answer = await this.#asking.ask(repository, begin, async (send) => {
      const begun = await send(begin);
      const location = begun.header('location');
      if (begun.status !== 202 || location === undefined) return begun;
      const url = uploadAddress(location, new URL(begin.url));
      url.searchParams.set('digest', digest);
      return send({
        method: 'PUT',
        url: url.href,
        headers: { 'Content-Type': 'application/octet-stream' },
        body: bytes,
      });
    });
    if (answer.status !== 201) throw refusal(begin, repository, answer);
  }
}

const absent = (reference: DigestReference): RegistryError =>
  new RegistryError(`${formatDigestReference(reference)} is not in the registry. Build it again.`, 404);
