import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { registryHost } from '../../../domain/registry.ts';
import { administratorObjects } from '../../../rehearsal/cluster-bootstrap.ts';
import { HUB_HOSTS, HUB_REALM } from '../../../rehearsal/embedded-ground.ts';
import type { Ground, GroundKind, GroundNeeds } from '../../../rehearsal/ground.ts';
import { Accounts, PULL_ALL } from '../../../rehearsal/registry/accounts.ts';
import { kubectlOf } from '../bring-up/kubectl.ts';
import { FOLDERS, paths, registryAddress } from '../bring-up/layout.ts';
import { type ClusterRecord, readRecord } from '../bring-up/record.ts';
import { isUp } from '../bring-up/up.ts';
import { userKubeconfig } from '../bring-up/user-kubeconfig.ts';
import { imageBuilder } from '../image-builder.ts';
import { holding } from '../machine/lock.ts';
import { installEdgeKinds, openClusterEdges } from './cluster-edges.ts';
import { containerBuilder } from './container-builder.ts';
import { openDoors } from './doors.ts';
import { forwardingListener } from './forwarding-listener.ts';
import { onlyCluster } from './only-cluster.ts';
import { registryImages } from './registry-images.ts';
import { openData } from './tier-data.ts';
import { dropNamespaces, makeNamespaces } from './tier-namespaces.ts';

/** A rehearsal on the cluster of `npm run cluster`: images are built by a container engine, kept in a registry, and run by a kubelet.
 *  @throws when it is not up. */
export function realGround(): GroundKind {
  const record = readRecord(paths(FOLDERS).record);
  if (!isUp(record)) throw new Error('The cluster is not up. Bring it up with: npm run cluster -- up');
  return {
    limits: [
      `Images are built by buildah, and run by the Kubernetes of "npm run cluster" (${paths(FOLDERS).kubeconfig}).`,
      'Network policies are stored, and not enforced; what pods ask the scheduler for is cut, so that all fit on one node.',
      'The namespaces of the tiers are made afresh.',
      "Edges are the rehearsal's own: the cluster keeps their objects.",
    ],
    // A container that crashes waits 10 and 20 seconds for its next starts.
    durations: {
      SLUICE_STABLE_FOR: '1',
      SLUICE_TIMEOUT: '180',
      SLUICE_ROLLBACK_TIMEOUT: '180',
      SLUICE_BAKE: '2',
      SLUICE_SCALE_DOWN_DELAY: '2',
    },
    start: (needs) => start(record, needs),
  };
}

async function start(record: ClusterRecord, needs: GroundNeeds): Promise<Ground> {
  const { delivery, network, bootstrap, log } = needs;
  const address = onlyCluster(delivery);
  const { release } = await exclusive(log);
  try {
    const upstream = registryAddress(record.ports);
    // Every rehearsal builds its images, whatever earlier ones have left in the registry.
    const project = `rehearsal-${randomBytes(4).toString('hex')}`;
    const builds = `${project}/builds`;
    const images = registryImages(upstream, builds);
    const own = { storage: images, accounts: new Accounts() };
    const hub = { storage: images, accounts: new Accounts(PULL_ALL) };
    const host = registryHost(delivery.registry);
    await network.serve([host], forwardingListener({ upstream, ...own }));
    await network.serve(HUB_HOSTS, forwardingListener({ upstream, ...hub, realm: HUB_REALM }));
    const kubectl = kubectlOf(record.kubectl, paths(FOLDERS).kubeconfig);
    const removeKinds = await installEdgeKinds(kubectl, delivery);
    await makeNamespaces(kubectl, delivery, administratorObjects(delivery, bootstrap));
    const closeData = await openData(kubectl, delivery, log);
    const doors = await openDoors(kubectl, delivery);
    const edges = await openClusterEdges(kubectl, needs, doors.urls);
    return {
      project,
      registries: new Map([
        [host, own],
        ['docker.io', hub],
      ]),
      builder: containerBuilder(await imageBuilder(upstream, paths(FOLDERS).imageBuilder), images, builds),
      clusters: [
        {
          address,
          administrator: await readFile(paths(FOLDERS).kubeconfig, 'utf8'),
          kubeconfig: ({ name }) => userKubeconfig(FOLDERS, name),
        },
      ],
      urls: doors.urls,
      operatorUrls: doors.urls,
      edges: edges.doors,
      async close() {
        await Promise.all([edges.close(), doors.close(), dropNamespaces(kubectl, delivery), closeData()]);
        await removeKinds();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Two rehearsals would use the same namespaces. */
async function exclusive(log: (sentence: string) => void): Promise<{ readonly release: () => void }> {
  let release = (): void => {};
  const over = new Promise<void>((resolve) => {
    release = resolve;
  });
  await new Promise<void>((resolve, reject) => {
    holding(`${FOLDERS.run}.rehearsal.lock`, 'rehearse', 3600, log, async () => {
      resolve();
      await over;
    }).catch(reject);
  });
  return { release };
}
