import { type Digest, digestOf } from '../../../domain/digest.ts';
import type { ImageStore } from '../../../rehearsal/stand-ins/world.ts';

interface Manifest {
  readonly config: { readonly digest: string };
  readonly layers: readonly { readonly digest: string }[];
}

/** Images in a registry at `host:port` over plain HTTP. Layers that were built into the repository `from` are not sent again.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#push */
export function registryImages(
  address: string,
  from: string,
): ImageStore & {
  manifest(repository: string, reference: string): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }>;
} {
  const url = (repository: string, rest: string): string => `http://${address}/v2/${repository}/${rest}`;
  const manifest = async (repository: string, reference: string) => {
    const accept =
      'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.index.v1+json';
    const response = await wanted(200, fetch(url(repository, `manifests/${reference}`), { headers: { accept } }));
    return {
      mediaType: response.headers.get('content-type') ?? '',
      bytes: new Uint8Array(await response.arrayBuffer()),
    };
  };
  const putManifest = async (repository: string, mediaType: string, bytes: Uint8Array, reference: string) => {
    const headers = { 'content-type': mediaType };
    await wanted(
      201,
      fetch(url(repository, `manifests/${reference}`), { method: 'PUT', headers, body: bytes.slice() }),
    );
  };
  return {
    manifest,
    async putBlob(repository, bytes) {
      const begun = await wanted(202, fetch(url(repository, 'blobs/uploads/'), { method: 'POST' }));
      const place = new URL(begun.headers.get('location') ?? '', begun.url);
      place.searchParams.set('digest', digestOf(bytes));
      const headers = { 'content-type': 'application/octet-stream' };
      await wanted(201, fetch(place, { method: 'PUT', headers, body: bytes.slice() }));
    },
    async putManifest(repository, mediaType, bytes) {
      const { config, layers } = JSON.parse(Buffer.from(bytes).toString('utf8')) as Manifest;
      for (const { digest } of [config, ...layers]) {
        const mount = new URLSearchParams({ mount: digest, from });
        await wanted(201, fetch(url(repository, `blobs/uploads/?${mount}`), { method: 'POST' }));
      }
      await putManifest(repository, mediaType, bytes, digestOf(bytes));
    },
    async tag(repository: string, tag: string, digest: Digest) {
      const { mediaType, bytes } = await manifest(repository, digest);
      await putManifest(repository, mediaType, bytes, tag);
    },
  };
}

/** @throws with the registry's words unless it answers with this status. */
async function wanted(status: number, answer: Promise<Response>): Promise<Response> {
  const response = await answer;
  if (response.status === status) return response;
  throw new Error(
    `The registry answered ${response.status} for ${response.url}, wanted ${status}: ${await response.text()}`,
  );
}
