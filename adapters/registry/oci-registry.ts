import { setTimeout } from 'node:timers/promises';
import { type Digest, digestOf, isDigest } from '../../domain/digest.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import type { Blob, ReleaseArtifact } from '../../domain/release.ts';
import type { Tag } from '../../domain/tag.ts';
import type { Registry } from '../../engine/registry.ts';
import { type Deadlines, Patience } from '../patience.ts';
import { registryAddress } from './address.ts';
import { Authorization } from './authorization.ts';
import { dockerCredentials, type FindCredentials } from './credentials.ts';
import { field } from './docker-config.ts';
import { type Answer, type Call, Http } from './http.ts';
import { uploadAddress } from './next-address.ts';
import { RegistryError, refusal, unreachable } from './registry-error.ts';
import { askedSeconds, isTrouble, retryDelay } from './retry.ts';

export interface RegistryOptions {
  /** Default: what docker would use in this process. */
  readonly credentials?: FindCredentials;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  readonly random?: () => number;
  readonly deadlines?: Deadlines;
}

/** What is read and written here is small: manifests, and releases of some kilobytes. */
const DEADLINES: Deadlines = { call: 30_000, total: 120_000 };

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** A client of the OCI distribution specification 1.1. It believes no digest it has not computed, and moves no tag.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md */
export class OciRegistry implements Registry {
  readonly #authorization: Authorization;
  readonly #wait: (milliseconds: number) => Promise<unknown>;
  readonly #random: () => number;
  readonly #patience: Patience;

  constructor({ credentials, wait, random, deadlines }: RegistryOptions = {}) {
    this.#patience = new Patience(deadlines ?? DEADLINES);
    const http = new Http(() => this.#patience.next());
    this.#authorization = new Authorization(credentials ?? dockerCredentials(process.env), (call) => http.send(call));
    this.#wait = wait ?? setTimeout;
    this.#random = random ?? Math.random;
  }

  async resolve(repository: string, reference: Tag | Digest): Promise<Digest | undefined> {
    const head = manifestCall('HEAD', repository, reference);
    const answer = await this.#ask(repository, head);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw refusal(head, repository, answer);
    const said = answer.header('docker-content-digest') ?? '';
    if (isDigest(said) && (said === reference || !isDigest(reference))) return said;
    // The header is optional, and may name another algorithm: then the bytes are asked.
    const get = manifestCall('GET', repository, reference);
    const manifest = await this.#ask(repository, get);
    if (manifest.status === 404) return undefined;
    if (manifest.status !== 200) throw refusal(get, repository, manifest);
    return verified(manifest.body, isDigest(reference) ? reference : undefined, repository);
  }

  async manifest(reference: DigestReference): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }> {
    const { repository, digest } = reference;
    const call = manifestCall('GET', repository, digest);
    const answer = await this.#ask(repository, call);
    if (answer.status === 404) throw absent(reference);
    if (answer.status !== 200) throw refusal(call, repository, answer);
    verified(answer.body, digest, repository);
    return { mediaType: answer.header('content-type') ?? '', bytes: answer.body };
  }

  async blob(reference: DigestReference): Promise<Uint8Array> {
    const { repository, digest } = reference;
    const call = blobCall('GET', repository, digest);
    const answer = await this.#ask(repository, call);
    if (answer.status === 404) throw absent(reference);
    if (answer.status !== 200) throw refusal(call, repository, answer);
    verified(answer.body, digest, repository);
    return answer.body;
  }

  async push(repository: string, { manifest, mediaType, blobs }: ReleaseArtifact): Promise<void> {
    if ((await this.resolve(repository, manifest.digest)) !== undefined) return;
    for (const blob of new Map(blobs.map((each) => [each.digest, each])).values()) {
      await this.#pushBlob(repository, blob);
    }
    const put = putManifest(repository, manifest.digest, mediaType, manifest.bytes);
    const answer = await this.#ask(repository, put);
    if (answer.status !== 201) throw refusal(put, repository, answer);
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
    const answer = await this.#ask(repository, put);
    const now = await this.resolve(repository, tag);
    if (now !== undefined) return now;
    throw answer.status === 201
      ? new RegistryError(`${repository}:${tag} was written for ${digest}, but is not there afterwards.`, 404)
      : refusal(put, repository, answer);
  }

  async #pushBlob(repository: string, { digest, bytes }: Blob): Promise<void> {
    const head = blobCall('HEAD', repository, digest);
    const present = await this.#ask(repository, head);
    if (present.status === 200) return;
    if (present.status !== 404) throw refusal(head, repository, present);
    const { origin, name } = registryAddress(repository);
    const begin: Call = {
      method: 'POST',
      url: `${origin}/v2/${name}/blobs/uploads/`,
      headers: {},
      body: Buffer.alloc(0),
    };
    const answer = await this.#ask(repository, begin, async (send) => {
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

  /** Sends a call, or a sequence of calls that only makes sense as a whole, until the registry has an answer other than "later". */
  async #ask(
    repository: string,
    call: Call,
    sequence: (send: (call: Call) => Promise<Answer>) => Promise<Answer> = (send) => send(call),
  ): Promise<Answer> {
    const address = registryAddress(repository);
    const realm = `${call.method === 'GET' || call.method === 'HEAD' ? 'pull' : 'push'} ${repository}`;
    const send = (): Promise<Answer | RegistryError> =>
      sequence((each) => this.#authorization.send(each, address, realm)).catch((cause: unknown) => {
        if (isBroken(cause)) return unreachable(call, repository, cause);
        throw cause;
      });
    for (let tries = 1; ; tries += 1) {
      const outcome = await this.#patience.tried(send, ({ status }) => isTrouble(status));
      const asked = outcome instanceof RegistryError ? undefined : askedSeconds(outcome.header('retry-after'));
      const delay = retryDelay(outcome.status, asked, tries, this.#random());
      if (delay !== undefined && delay <= this.#patience.left()) await this.#wait(delay);
      else if (outcome instanceof RegistryError) throw outcome;
      else return outcome;
    }
  }
}

/** Errors of the connection carry a code, and the timeout of @actions/http-client its words; sentences of ours do neither. */
const isBroken = (cause: unknown): boolean =>
  typeof field(cause, 'code') === 'string' || String(field(cause, 'message')).startsWith('Request timeout');

const manifestCall = (method: 'GET' | 'HEAD', repository: string, reference: Tag | Digest): Call => {
  const { origin, name } = registryAddress(repository);
  return { method, url: `${origin}/v2/${name}/manifests/${reference}`, headers: { Accept: MANIFESTS } };
};

const putManifest = (repository: string, reference: Tag | Digest, mediaType: string, body: Uint8Array): Call => {
  const { origin, name } = registryAddress(repository);
  return {
    method: 'PUT',
    url: `${origin}/v2/${name}/manifests/${reference}`,
    headers: { 'Content-Type': mediaType },
    body,
  };
};

const blobCall = (method: 'GET' | 'HEAD', repository: string, digest: Digest): Call => {
  const { origin, name } = registryAddress(repository);
  return { method, url: `${origin}/v2/${name}/blobs/${digest}`, headers: {} };
};

const absent = (reference: DigestReference): RegistryError =>
  new RegistryError(`${formatDigestReference(reference)} is not in the registry. Build it again.`, 404);

function verified(bytes: Uint8Array, wanted: Digest | undefined, repository: string): Digest {
  const actual = digestOf(bytes);
  if (wanted !== undefined && actual !== wanted) {
    throw new RegistryError(
      `${repository} handed out other bytes than asked for: wanted ${wanted}, got ${actual}. Do not use this registry until you know why.`,
      200,
    );
  }
  return actual;
}
