import { randomUUID } from 'node:crypto';
import { digestOf, isDigest } from '../../domain/digest.ts';
import { type Answer, type Request, refusal } from './answer.ts';
import type { RegistryStorage } from './storage.ts';

/** GET and HEAD of a blob, whole: a registry may ignore `Range`.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-blobs */
export function blobs(storage: RegistryStorage, repository: string, digest: string, { method }: Request): Answer {
  if (method !== 'GET' && method !== 'HEAD') {
    return refusal(501, 'UNSUPPORTED', `${method} of a blob is not rehearsed.`);
  }
  const bytes = isDigest(digest) ? storage.blob(repository, digest) : undefined;
  if (bytes === undefined) return refusal(404, 'BLOB_UNKNOWN', `blob ${digest} unknown in ${repository}`);
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'docker-content-digest': digest,
      'content-length': String(bytes.length),
    },
    body: bytes,
  };
}

/** Uploads of one registry: in one request, in one PUT after a POST, or in chunks; or none where a blob can be mounted.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-blobs */
export class Uploads {
  readonly #open = new Map<string, { readonly repository: string; readonly chunks: Uint8Array[] }>();
  readonly #storage: RegistryStorage;

  constructor(storage: RegistryStorage) {
    this.#storage = storage;
  }

  /** `mayPull` tells whether the caller may read the repository that it wants to mount from. */
  begin(repository: string, { url, body }: Request, mayPull: (repository: string) => boolean): Answer {
    const digest = url.searchParams.get('digest');
    if (digest !== null) return this.#store(repository, digest, body);
    const mount = url.searchParams.get('mount') ?? '';
    const from = url.searchParams.get('from') ?? '';
    if (isDigest(mount) && from !== '' && mayPull(from) && this.#storage.mount(repository, from, mount)) {
      return created(repository, mount);
    }
    const id = randomUUID();
    this.#open.set(id, { repository, chunks: [] });
    return { status: 202, headers: place(repository, id, 0) };
  }

  go(repository: string, id: string, { method, url, headers, body }: Request): Answer {
    const upload = this.#open.get(id);
    if (upload === undefined || upload.repository !== repository) {
      return refusal(404, 'BLOB_UPLOAD_UNKNOWN', `no upload ${id} in ${repository}`);
    }
    const size = upload.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    switch (method) {
      case 'GET':
        return { status: 204, headers: place(repository, id, size) };
      case 'DELETE':
        this.#open.delete(id);
        return { status: 204 };
      case 'PATCH':
      case 'PUT': {
        const range = headers['content-range'];
        if (range !== undefined && !String(range).startsWith(`${size}-`)) {
          return { status: 416, headers: place(repository, id, size) };
        }
        upload.chunks.push(body);
        if (method === 'PATCH') return { status: 202, headers: place(repository, id, size + body.length) };
        this.#open.delete(id);
        return this.#store(repository, url.searchParams.get('digest') ?? '', Buffer.concat(upload.chunks));
      }
      default:
        return refusal(501, 'UNSUPPORTED', `${method} of an upload is not rehearsed.`);
    }
  }

  #store(repository: string, digest: string, bytes: Uint8Array): Answer {
    const actual = digestOf(bytes);
    if (actual !== digest) {
      return refusal(400, 'DIGEST_INVALID', `the bytes were announced as "${digest}" but are ${actual}`);
    }
    this.#storage.putBlob(repository, bytes);
    return created(repository, digest);
  }
}

const created = (repository: string, digest: string): Answer => ({
  status: 201,
  headers: { location: `/v2/${repository}/blobs/${digest}`, 'docker-content-digest': digest },
});

const place = (repository: string, id: string, size: number): Record<string, string> => ({
  location: `/v2/${repository}/blobs/uploads/${id}`,
  'docker-upload-uuid': id,
  range: `0-${Math.max(0, size - 1)}`,
});
