import { join } from 'node:path';
import { moduleFolder } from '../binaries/build.ts';
import { TRAEFIK } from '../binaries/recipe.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';

const ROUTES = 'httproutes.gateway.networking.k8s.io';

/** Lets the cluster have the kinds of the Gateway API: those of its standard channel, in the version that Traefik is built with. Where they
 *  are there already, they stay. @returns what takes them away */
export async function installGatewayApi(kubectl: Kubectl): Promise<() => Promise<void>> {
  const there = await kubectl('get', 'customresourcedefinitions', ROUTES, '--ignore-not-found', '--output=name');
  if (there !== '') return async () => {};
  const kinds = ['--filename', join(await moduleFolder(TRAEFIK, 'sigs.k8s.io/gateway-api'), 'config/crd/standard')];
  const remove = async (): Promise<void> =>
    void (await kubectl('delete', '--ignore-not-found', '--timeout=90s', ...kinds));
  try {
    // Their schemas are longer than the annotation of a client's own apply may be.
    await kubectl('apply', '--server-side', ...kinds);
    await kubectl('wait', '--for=condition=Established', '--timeout=60s', ...kinds);
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The same for the time of `work`. */
export async function withGatewayApi<T>(kubectl: Kubectl, work: () => Promise<T>): Promise<T> {
  const remove = await installGatewayApi(kubectl);
  try {
    return await work();
  } finally {
    await remove();
  }
}
