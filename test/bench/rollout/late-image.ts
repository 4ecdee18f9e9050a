import { randomBytes } from 'node:crypto';
import type { ClusterUnderTest } from '../../cluster/cluster-under-test.ts';
import { buildSource, serverSource } from '../../cluster/images/scenario-images.ts';

const TYPE = 'application/vnd.oci.image.manifest.v1+json';

/** An image that no node has and no registry knows, until it is pushed. */
export async function lateImage({
  builder,
}: ClusterUnderTest): Promise<{ readonly reference: string; push(): Promise<void> }> {
  if (builder === undefined) throw new Error('The cluster has no registry to push images to.');
  const reference = await buildSource(builder, 'scenario/late', serverSource(randomBytes(8).toString('hex')));
  const url = `http://${reference.replace('/', '/v2/').replace('@', '/manifests/')}`;
  const manifest = await answered(url, { headers: { accept: TYPE } });
  await answered(url, { method: 'DELETE' });
  return {
    reference,
    async push() {
      await answered(url, { method: 'PUT', headers: { 'content-type': TYPE }, body: manifest });
    },
  };
}

/** @throws unless the registry answers with 2xx. */
async function answered(url: string, request: RequestInit): Promise<ArrayBuffer> {
  const response = await fetch(url, request);
  if (!response.ok)
    throw new Error(`${request.method ?? 'GET'} ${url} is answered with ${response.status}, wanted 2xx.`);
  return await response.arrayBuffer();
}
