import { dirname, join } from 'node:path';
import { registryHost } from '../domain/registry.ts';
import { clusterKey } from '../domain/waves.ts';
import type { Durations } from './administrator.ts';
import { localBuilder } from './builder/image-builder.ts';
import { findPython } from './builder/python.ts';
import { interpreterFolders } from './builder/python-installation.ts';
import { pythonVersions } from './builder/python-versions.ts';
import type { ImageSource } from './cluster/image-source.ts';
import { PROCESS_LIMITS } from './cluster/kubelet/process/process-runtime.ts';
import { findEmulator } from './data/find-emulator.ts';
import { openTierData } from './data/tier-data.ts';
import { deliveryClusters } from './delivery-clusters.ts';
import { startEmbeddedClusters } from './embedded-clusters.ts';
import type { GroundKind, GroundNeeds } from './ground.ts';
import { Accounts, PULL_ALL } from './registry/accounts.ts';
import { baseImageStorage } from './registry/base-images.ts';
import { imageSource } from './registry/image-source.ts';
import { absentImage, knownImages, kubeletImages } from './registry/known-images.ts';
import { registryListener } from './registry/server.ts';
import { registryStorage } from './registry/storage.ts';

/** Docker Hub: where its registry is, and where it hands out tokens. */
export const HUB_HOSTS: readonly string[] = ['registry-1.docker.io', 'auth.docker.io'];
export const HUB_REALM = 'https://auth.docker.io/token';

const DURATIONS: Durations = {
  SLUICE_STABLE_FOR: '0.3',
  SLUICE_TIMEOUT: '60',
  SLUICE_ROLLBACK_TIMEOUT: '60',
  SLUICE_BAKE: '0.1',
  SLUICE_SCALE_DOWN_DELAY: '0',
};

/** The hub itself was never asked: it may well have what is not here. */
const absentFromHub =
  (refuse: GroundNeeds['refuse']) =>
  (repository: string, reference: string): void =>
    refuse(absentImage(`docker.io/${repository}${reference.includes(':') ? '@' : ':'}${reference}`));

/** Everything in this process: registries that keep images in memory, a builder without a container engine, and a Kubernetes for
 *  each cluster of the delivery, whose containers are processes of this machine. */
export const embeddedGround: GroundKind = embeddedGroundWhere((images) => images);

/** The same with a kubelet that sees other images than the registry has: tests prove with it that such a thing is noticed. */
export function embeddedGroundWhere(kubeletSees: (images: ImageSource) => ImageSource): GroundKind {
  return {
    limits: [
      ...PROCESS_LIMITS,
      "The kubelet's back-off starts at 1 s.",
      'Edges count no requests of an address, and end no session.',
    ],
    durations: DURATIONS,
    async start({ delivery, network, folder, pythons, enclosures, bootstrap, edges, log, refuse }) {
      const own = { storage: registryStorage(), accounts: new Accounts() };
      const hub = { storage: baseImageStorage(), accounts: new Accounts(PULL_ALL) };
      const host = registryHost(delivery.registry);
      await network.serve([host], registryListener(own));
      await network.serve(HUB_HOSTS, registryListener({ ...hub, realm: HUB_REALM, absent: absentFromHub(refuse) }));
      const storages = new Map([
        [host, own.storage],
        ['docker.io', hub.storage],
      ]);
      const images = knownImages(imageSource(storages), new Set([host]));
      const node = dirname(process.execPath);
      const names = deliveryClusters(delivery).map(({ cluster }) => clusterKey(cluster));
      if (names.length > 1)
        log(`Each of ${names.join(', ')} is a Kubernetes of its own. A tier's address leads to its clusters in turn.`);
      const readable = await interpreterFolders(pythonVersions(delivery));
      const project = 'rehearsal-project';
      const kept = { delivery, enclosures, folder: join(folder, 'data'), project, log };
      const data = openTierData(kept, findEmulator(process.env['PATH'] ?? ''));
      const clusters = await startEmbeddedClusters(
        {
          delivery,
          images: kubeletSees(kubeletImages(images, refuse)),
          folder: join(folder, 'containers'),
          pythons,
          enclosures,
          readable,
          node,
          bootstrap,
          told: data.told,
        },
        { network, told: edges },
      ).catch(async (error: unknown) => {
        await data.close();
        throw error;
      });
      return {
        project,
        registries: new Map([
          [host, own],
          ['docker.io', hub],
        ]),
        builder: localBuilder({
          images,
          environment: async (lock, version) => pythons.of(await findPython(version), lock),
        }),
        ...clusters,
        close: async () => void (await Promise.all([clusters.close(), data.close()])),
      };
    },
  };
}
