import { type Digest, digestOf } from '../../domain/digest.ts';
import type { Tag } from '../../domain/tag.ts';
import type { Call } from '../http/http.ts';
import { registryAddress } from './address.ts';
import { RegistryError } from './registry-error.ts';

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

export const manifestCall = (method: 'GET' | 'HEAD', repository: string, reference: Tag | Digest): Call => {
  const { origin, name } = registryAddress(repository);
  return { method, url: `${origin}/v2/${name}/manifests/${reference}`, headers: { Accept: MANIFESTS } };
};

export const putManifest = (repository: string, reference: Tag | Digest, mediaType: string, body: Uint8Array): Call => {
  const { origin, name } = registryAddress(repository);
  return {
    method: 'PUT',
    url: `${origin}/v2/${name}/manifests/${reference}`,
    headers: { 'Content-Type': mediaType },
    body,
  };
};

export const blobCall = (method: 'GET' | 'HEAD', repository: string, digest: Digest): Call => {
  const { origin, name } = registryAddress(repository);
  return { method, url: `${origin}/v2/${name}/blobs/${digest}`, headers: {} };
};

/** The digest of what a registry handed out. @throws RegistryError where another one was asked for */
export function verified(bytes: Uint8Array, wanted: Digest | undefined, repository: string): Digest {
  const actual = digestOf(bytes);
  if (wanted !== undefined && actual !== wanted) {
    throw new RegistryError(
      `${repository} handed out other bytes than asked for: wanted ${wanted}, got ${actual}. Do not use this registry until you know why.`,
      200,
    );
  }
  return actual;
}
