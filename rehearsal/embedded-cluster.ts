import { randomBytes } from 'node:crypto';
import type { Delivery } from '../domain/delivery.ts';
import type { Collector } from './alerts/collection.ts';
import { podTargets } from './alerts/pod-targets.ts';
import type { Target } from './alerts/scrape.ts';
import type { PythonEnvironments } from './builder/python-environments.ts';
import { createApiServer } from './cluster/api/api-server.ts';
import { realClock } from './cluster/clock.ts';
import { createCluster } from './cluster/controllers/controllers.ts';
import type { ImageSource } from './cluster/image-source.ts';
import { createProcessRuntime, type ProcessRuntimeOptions } from './cluster/kubelet/process/process-runtime.ts';
import { QUICK_TIMING } from './cluster/kubelet/timing.ts';
import type { ResourceKey } from './cluster/object-store.ts';
import { createServiceProxy } from './cluster/service-proxy/service-proxy.ts';
import { resourceTypeOfKind } from './cluster/storage/resource-table.ts';
import { createObjectStore } from './cluster/storage/store.ts';
import { administratorObjects } from './cluster-bootstrap.ts';
import { edgeObjects } from './edge/edge-objects.ts';
import type { EdgeCluster } from './edge/open-edges.ts';
import type { Enclosures } from './enclosure/enclosure.ts';
import { plainEnclosures } from './enclosure/plain-enclosures.ts';
import type { GroundCluster } from './ground-cluster.ts';
import { certificateAuthority } from './network/certificate-authority.ts';
import type { ServingCluster } from './tier-doors.ts';

/** A Kubernetes of its own in this process. */
export interface EmbeddedCluster
  extends Pick<ServingCluster, 'targets'>,
    Pick<EdgeCluster, 'edge'>,
    Pick<GroundCluster, 'administrator' | 'kubeconfig'> {
  /** The pods that a collector asks, as they are now. */
  collected(collector: Collector): readonly Target[];
  /** Kills whatever runs and ends everything. */
  close(): Promise<void>;
}

export interface EmbeddedClusterOptions {
  /** Services, and the tiers that run in this cluster. */
  readonly delivery: Pick<Delivery, 'tiers' | 'services'>;
  readonly images: ImageSource;
  /** Where images are unpacked and containers have their files; no two clusters may share it. */
  readonly folder: string;
  readonly pythons: PythonEnvironments;
  /** The folder of the Node that containers run with. */
  readonly node: string;
  /** Texts of the generated bootstrap files, by tier. */
  readonly bootstrap: ReadonlyMap<string, string>;
  /** How containers are enclosed; by default they run as the user who rehearses. */
  readonly enclosures?: Enclosures;
  /** Files and folders of this machine that containers need besides its system. */
  readonly readable?: readonly string[];
  /** What a container is told besides its manifest. */
  readonly told?: ProcessRuntimeOptions['told'];
}

/** Starts a Kubernetes in this process: API over TLS, controllers, and a kubelet that runs containers as processes. Several may run side
 *  by side: local ports are given out once in a process, and each API server is known by an authority of its own, so that a job which
 *  holds the address of one and the kubeconfig of another is refused. */
export async function startEmbeddedCluster({
  delivery,
  images,
  folder,
  pythons,
  node,
  bootstrap,
  enclosures = plainEnclosures(),
  readable = [],
  told,
}: EmbeddedClusterOptions): Promise<EmbeddedCluster> {
  const store = createObjectStore({ clock: realClock });
  for (const object of administratorObjects(delivery, bootstrap))
    store.create(keyOf(object.apiVersion, object.kind), object, { manager: 'kubectl-create' });
  const runtime = createProcessRuntime({
    images,
    folder,
    venvDirectory: (key) => pythons.directory(key),
    nodeDirectory: node,
    enclosures,
    readable,
    ...(told === undefined ? {} : { told }),
  });
  // The proxy and the cluster know each other: containers are told where Services are, Services lead to containers.
  const proxy = createServiceProxy(store, (podUid, port) => cluster.localPort(podUid, port));
  const cluster = createCluster({ store, clock: realClock, runtime, timing: QUICK_TIMING, services: proxy });
  const authority = await certificateAuthority();
  const api = await createApiServer({
    store,
    tls: { ...(await authority.issue(['127.0.0.1'])), authority: authority.certificate },
    tokens: new Map([[randomBytes(24).toString('base64url'), 'administrator']]),
    logs: cluster.logs,
    pods: cluster,
  });
  cluster.start();
  proxy.start();
  return {
    administrator: api.kubeconfig(),
    kubeconfig({ name, token }) {
      api.admit(token, name);
      return api.kubeconfig({ token });
    },
    targets: (namespace, service, entrance) => proxy.targets(namespace, service, entrance),
    edge: (namespace) => edgeObjects((key) => store.list(key, { namespace })),
    collected: (collector) => podTargets(store, (podUid, port) => cluster.localPort(podUid, port), collector),
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
