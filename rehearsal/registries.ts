import type { Delivery } from '../domain/delivery.ts';
import { registryHost } from '../domain/registry.ts';
import { isProtectedBranch, PROJECT } from './administrator.ts';
import type { ImageSource } from './cluster/image-source.ts';
import type { OidcIssuer } from './github/oidc.ts';
import type { Network } from './network/network.ts';
import { Accounts, PULL_ALL } from './registry/accounts.ts';
import { seedBaseImages } from './registry/base-images.ts';
import { imageSource } from './registry/image-source.ts';
import { registryListener } from './registry/server.ts';
import { registryStorage } from './registry/storage.ts';
import { Cloud, registryRights } from './stand-ins/cloud.ts';
import type { LocalRegistry } from './stand-ins/world.ts';

/** The registries that a delivery meets, by host name: its own, and Docker Hub with stand-ins for base images. */
export interface Registries {
  readonly byHost: ReadonlyMap<string, LocalRegistry>;
  readonly cloud: Cloud;
  /** What a node of the cluster pulls. */
  readonly images: ImageSource;
}

/** Serves both over TLS under their real names, so that generated files name no other host than on GitHub. */
export async function startRegistries(
  network: Network,
  delivery: Delivery,
  issuer: Pick<OidcIssuer, 'verify'>,
): Promise<Registries> {
  const own: LocalRegistry = { storage: registryStorage(), accounts: new Accounts() };
  const hub: LocalRegistry = { storage: registryStorage(), accounts: new Accounts(PULL_ALL) };
  seedBaseImages(hub.storage);
  const host = registryHost(delivery.registry);
  await network.serve([host], registryListener(own));
  await network.serve(
    ['registry-1.docker.io', 'auth.docker.io'],
    registryListener({ ...hub, realm: 'https://auth.docker.io/token' }),
  );
  const { repository, unprotected } = delivery.registry;
  const cloud = new Cloud({
    issuer,
    accounts: own.accounts,
    rights: ({ ref }) =>
      registryRights(
        { project: PROJECT, repository, unprotected },
        isProtectedBranch(delivery, ref.replace(/^refs\/heads\//, '')),
      ),
  });
  const byHost = new Map([
    [host, own],
    ['docker.io', hub],
  ]);
  return { byHost, cloud, images: imageSource(new Map([...byHost].map(([name, { storage }]) => [name, storage]))) };
}
