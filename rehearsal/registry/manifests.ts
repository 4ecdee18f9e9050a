import { digestOf, isDigest } from '../../domain/digest.ts';
import { type Answer, type Request, refusal } from './answer.ts';
import type { RegistryStorage } from './storage.ts';

interface Descriptor {
  readonly digest?: unknown;
}
interface ManifestDocument {
  readonly mediaType?: unknown;
  readonly artifactType?: unknown;
  readonly annotations?: unknown;
  readonly config?: Descriptor & { readonly mediaType?: unknown };
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
  readonly subject?: Descriptor;
}

/** GET, HEAD and PUT of a manifest by tag or digest.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
export function manifests(storage: RegistryStorage, repository: string, reference: string, request: Request): Answer {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return pull(storage, repository, reference);
    case 'PUT':
      return push(storage, repository, reference, request);
    default:
      return refusal(501, 'UNSUPPORTED', `${request.method} of a manifest is not rehearsed.`);
  }
}

function pull(storage: RegistryStorage, repository: string, reference: string): Answer {
  const found = storage.manifest(repository, reference);
  if (found === undefined) {
    return refusal(404, 'MANIFEST_UNKNOWN', `manifest ${reference} unknown in ${repository}`);
  }
  return {
    status: 200,
    headers: {
      'content-type': found.mediaType,
      'docker-content-digest': found.digest,
      'content-length': String(found.bytes.length),
    },
    body: found.bytes,
  };
}

function push(storage: RegistryStorage, repository: string, reference: string, { headers, body }: Request): Answer {
  const digest = digestOf(body);
  if (reference.includes(':') && reference !== digest) {
    return refusal(400, 'DIGEST_INVALID', `pushed as ${reference}, but the manifest's bytes are ${digest}`);
  }
  if (!isDigest(reference) && !/^\w[\w.-]{0,127}$/.test(reference)) {
    return refusal(400, 'MANIFEST_INVALID', `"${reference}" is neither a tag nor a sha256 digest`);
  }
  const document = parse(body);
  const mediaType = String(headers['content-type'] ?? document?.mediaType ?? '');
  if (document === undefined || mediaType === '') {
    return refusal(400, 'MANIFEST_INVALID', 'the manifest is no JSON object, or came without a media type');
  }
  if (document.mediaType !== undefined && document.mediaType !== mediaType) {
    return refusal(400, 'MANIFEST_INVALID', `sent as ${mediaType}, but it calls itself ${String(document.mediaType)}`);
  }
  const missing = missingContent(storage, repository, document);
  if (missing !== undefined) return refusal(404, 'MANIFEST_BLOB_UNKNOWN', `${missing} is not in ${repository}`);
  storage.putManifest(repository, mediaType, body);
  if (reference !== digest) storage.tag(repository, reference, digest);
  const subject = document.subject?.digest;
  return {
    status: 201,
    headers: {
      location: `/v2/${repository}/manifests/${digest}`,
      'docker-content-digest': digest,
      ...(typeof subject === 'string' ? { 'oci-subject': subject } : {}),
    },
  };
}

function missingContent(storage: RegistryStorage, repository: string, document: ManifestDocument): string | undefined {
  const blobs = [document.config, ...(document.layers ?? [])].flatMap((one) => (one ? [String(one.digest)] : []));
  const children = (document.manifests ?? []).map(({ digest }) => String(digest));
  return (
    blobs.find((digest) => !isDigest(digest) || storage.blob(repository, digest) === undefined) ??
    children.find((digest) => storage.manifest(repository, digest) === undefined)
  );
}

const parse = (bytes: Uint8Array): ManifestDocument | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as ManifestDocument) : undefined;
  } catch {
    return undefined;
  }
};

/** Manifests that name this one as their subject, as an image index.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers */
export function referrers(storage: RegistryStorage, repository: string, digest: string, { url }: Request): Answer {
  const wanted = url.searchParams.get('artifactType');
  const found = storage.manifests(repository).flatMap(({ digest: own, mediaType, bytes }) => {
    const document = parse(bytes);
    if (document?.subject?.digest !== digest) return [];
    const artifactType = document.artifactType ?? document.config?.mediaType;
    if (wanted !== null && artifactType !== wanted) return [];
    return [{ mediaType, digest: own, size: bytes.length, artifactType, annotations: document.annotations }];
  });
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  return {
    status: 200,
    headers: { 'content-type': mediaType, ...(wanted === null ? {} : { 'oci-filters-applied': 'artifactType' }) },
    body: JSON.stringify({ schemaVersion: 2, mediaType, manifests: found }),
  };
}
