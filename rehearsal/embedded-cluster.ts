import { join } from 'node:path';
import type { Delivery } from '../domain/delivery.ts';
import type { TierUrls } from './administrator.ts';
import { environmentDirectory } from './builder/python-environments.ts';
import { createApiServer } from './cluster/api/api-server.ts';
import { realClock } from './cluster/clock.ts';
import { createCluster } from './cluster/controllers/controllers.ts';
import type { ImageSource } from './cluster/image-source.ts';
import { createProcessRuntime } from './cluster/kubelet/process/process-runtime.ts';
import { QUICK_TIMING } from './cluster/kubelet/timing.ts';
import type { ResourceKey } from './cluster/object-store.ts';
import { createServiceProxy } from './cluster/service-proxy/service-proxy.ts';
import { resourceTypeOfKind } from './cluster/storage/resource-table.ts';
import { createObjectStore } from './cluster/storage/store.ts';
import { administratorObjects } from './cluster-bootstrap.ts';
import type { Ground } from './ground.ts';
import { certificateAuthority } from './network/certificate-authority.ts';

/** Starts a Kubernetes in this process: API over TLS, controllers, and a kubelet that runs containers as processes. */
export async function startEmbeddedCluster({
  delivery,
  images,
  folder,
  cache,
  node,
  bootstrap,
}: {
  readonly delivery: Delivery;
  readonly images: ImageSource;
  readonly folder: string;
  readonly cache: string;
  /** The folder of the Node that containers run with. */
  readonly node: string;
  /** Texts of the generated bootstrap files. */
  readonly bootstrap: readonly string[];
}): Promise<Pick<Ground, 'kubeconfig' | 'urls' | 'close'>> {
  const store = createObjectStore({ clock: realClock });
  const runtime = createProcessRuntime({
    images,
    folder: join(folder, 'containers'),
    venvDirectory: (key) => environmentDirectory(cache, key),
    nodeDirectory: node,
  });
  // The proxy and the cluster know each other: containers are told where Services are, Services lead to containers.
  const proxy = createServiceProxy(store, (podUid, port) => cluster.localPort(podUid, port));
  const cluster = createCluster({ store, clock: realClock, runtime, timing: QUICK_TIMING, services: proxy });
  const authority = await certificateAuthority();
  const api = await createApiServer({
    store,
    tls: { ...(await authority.issue(['127.0.0.1'])), authority: authority.certificate },
    tokens: new Map([['rehearsal-deployer-token', 'deployer']]),
    logs: cluster.logs,
  });
  cluster.start();
  proxy.start();
  for (const object of administratorObjects(delivery, bootstrap))
    store.create(keyOf(object.apiVersion, object.kind), object, { manager: 'kubectl-create' });
  return {
    kubeconfig: api.kubeconfig(),
    urls: await listenForTiers(delivery, proxy),
    async close() {
      // Containers are killed first, and nothing waits for clients that keep a connection open.
      await Promise.all([cluster.close(), proxy.close(), api.close()]);
    },
  };
}

function keyOf(apiVersion: string, kind: string): ResourceKey {
  const type = resourceTypeOfKind(apiVersion, kind);
  if (type === undefined)
    throw new Error(`The embedded cluster has no ${kind} of ${apiVersion}, which the bootstrap files hold.`);
  return type;
}

async function listenForTiers(
  { tiers, services }: Delivery,
  proxy: ReturnType<typeof createServiceProxy>,
): Promise<TierUrls> {
  const urls = new Map<string, Map<string, string>>();
  for (const tier of tiers) {
    const ofTier = new Map<string, string>();
    for (const { name } of services) {
      const { port } = await proxy.listen(tier.namespace, name, 0);
      ofTier.set(name, `http://127.0.0.1:${port}`);
    }
    urls.set(tier.name, ofTier);
  }
  return urls;
}
