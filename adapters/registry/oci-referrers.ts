import { type Digest, isDigest } from '../../domain/digest.ts';
import type { Tag } from '../../domain/tag.ts';
import type { Answer, Call } from '../http/http.ts';
import { nextAddress } from '../http/next-address.ts';
import { registryAddress } from './address.ts';
import { Asking, type RegistryOptions } from './asking.ts';
import { manifestCall, putManifest, verified } from './calls.ts';
import { field } from './docker-config.ts';
import { RegistryError, refusal } from './registry-error.ts';

/** What a tag names, whole. */
export interface Tagged {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A list that goes on for ever must not hold a step. */
const MOST_PAGES = 100;

/** What refers to a manifest, and tags that are moved: what the client of images and releases has no need of.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers */
export class OciReferrers {
  readonly #asking: Asking;

  constructor(options: RegistryOptions = {}) {
    this.#asking = new Asking(options);
  }

  /** Descriptors of what refers to a digest; `undefined` where the registry has no such list. */
  async referrers(repository: string, digest: Digest): Promise<readonly unknown[] | undefined> {
    return await this.#list(repository, `referrers/${digest}`, 'manifests');
  }

  /** Names of tags, from behind `after` on where the registry sorts them; none where it has no such repository yet. */
  async tags(repository: string, after: string): Promise<readonly string[]> {
    const tags = await this.#list(repository, `tags/list?n=1000&last=${encodeURIComponent(after)}`, 'tags');
    return (tags ?? []).filter((tag): tag is string => typeof tag === 'string');
  }

  async tagged(repository: string, tag: Tag): Promise<Tagged | undefined> {
    const call = manifestCall('GET', repository, tag);
    const answer = await this.#asking.ask(repository, call);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw refusal(call, repository, answer);
    const { body: bytes } = answer;
    return { digest: verified(bytes, undefined, repository), mediaType: typeOf(answer), bytes };
  }

  /** Writes a tag, whatever it named before. */
  async move(repository: string, tag: Tag, { mediaType, bytes }: Omit<Tagged, 'digest'>): Promise<void> {
    const put = putManifest(repository, tag, mediaType, bytes);
    const answer = await this.#asking.ask(repository, put);
    if (answer.status !== 201) throw refusal(put, repository, answer);
  }

  /** A list of all pages, if the registry knows what it is asked for. */
  async #list(repository: string, path: string, of: string): Promise<readonly unknown[] | undefined> {
    const { origin, name } = registryAddress(repository);
    const found: unknown[] = [];
    let url = new URL(`${origin}/v2/${name}/${path}`);
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const call: Call = { method: 'GET', url: url.href, headers: {} };
      const answer = await this.#asking.ask(repository, call);
      if (answer.status === 404 && page === 1) return undefined;
      if (answer.status !== 200) throw refusal(call, repository, answer);
      const items = itemsOf(answer, of);
      if (items === undefined) throw new RegistryError(`${call.url} was not answered with a list.`, answer.status);
      found.push(...items);
      const next = /<([^>]+)>\s*;\s*rel="?next"?/.exec(answer.header('link') ?? '')?.[1];
      if (next === undefined) return found;
      url = nextAddress(next, url);
      if (url.origin !== origin)
        throw new RegistryError(`${call.url} goes on at ${url.origin}: a list stays where it began.`, answer.status);
    }
    throw new RegistryError(`${url.href} has more than ${MOST_PAGES} pages, which nobody reads to the end.`, undefined);
  }
}

const typeOf = (answer: Answer): string => (answer.header('content-type') ?? '').split(';')[0]?.trim() ?? '';

/** An empty list may be null: Go writes it so. */
function itemsOf({ body }: Answer, name: string): readonly unknown[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
  const items = field(document, name);
  return items === null ? [] : Array.isArray(items) ? items : undefined;
}

/** Digests that descriptors name. */
export const digestsOf = (descriptors: readonly unknown[]): readonly Digest[] =>
  descriptors
    .map((each) => field(each, 'digest'))
    .filter((digest): digest is Digest => typeof digest === 'string' && isDigest(digest));
