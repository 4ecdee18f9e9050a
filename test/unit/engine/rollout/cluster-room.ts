import type { KubernetesObject } from '../../../../engine/rollout/cluster.ts';
import { type Cluster, createCluster } from '../../../../rehearsal/cluster/controllers/controllers.ts';
import type { Scripts } from '../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { createScriptedRuntime } from '../../../../rehearsal/cluster/kubelet/scripted/scripted-runtime.ts';
import { REAL_TIMING } from '../../../../rehearsal/cluster/kubelet/timing.ts';
import type { KubernetesObject as StoredObject } from '../../../../rehearsal/cluster/kubernetes-object.ts';
import type { ClusterStore } from '../../../../rehearsal/cluster/storage/cluster-store.ts';
import { RESOURCE_TYPES } from '../../../../rehearsal/cluster/storage/resource-table.ts';
import type { ResourceType } from '../../../../rehearsal/cluster/storage/resource-type.ts';
import { createObjectStore } from '../../../../rehearsal/cluster/storage/store.ts';
import { createVirtualClock, type VirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';
import { CERTIFICATES } from './custom-resource.ts';
import { EmbeddedApi } from './embedded-api.ts';

export const NAMESPACE = 'production';

/** What a test may choose of its cluster. */
export interface RoomOptions {
  readonly nodes?: readonly string[];
  /** Classes whose claims get a volume; every claim gets one, unless given. */
  readonly storageClasses?: readonly string[];
}

/** One namespace of the embedded cluster on a virtual clock, whose containers follow scripts. */
export class ClusterRoom {
  readonly clock: VirtualClock = createVirtualClock(Date.UTC(2026, 10, 23, 12));
  readonly api: EmbeddedApi;
  /** Called after every change in the cluster, whoever made it. */
  observe: (object: KubernetesObject) => void = () => {};
  readonly #store: ClusterStore;

  constructor(scripts: Scripts, options: RoomOptions = {}) {
    const { clock } = this;
    const store = createObjectStore({
      clock,
      historyLimit: 100_000,
      identity: countedIdentities(clock),
      customResources: [CERTIFICATES],
    });
    const runtime = createScriptedRuntime(clock, scripts);
    const cluster: Cluster = createCluster({ store, clock, runtime, timing: REAL_TIMING, ...options });
    store.create(
      { group: '', resource: 'namespaces' },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
    );
    cluster.start();
    store.subscribe(({ object }) => this.observe(object as unknown as KubernetesObject));
    this.#store = store;
    this.api = new EmbeddedApi(store, clock, cluster.logs);
  }

  /** Lets time pass until the promise settles. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const done = () => {
      settled = true;
    };
    promise.then(done, done);
    for (let steps = 0; ; steps++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (settled) return await promise;
      if (steps > 100_000) throw new Error('Far too many steps.');
      let fired = false;
      this.clock.runUntil(() => {
        const now = fired;
        fired = true;
        return now;
      }, 3_600_000);
    }
  }

  async pass(milliseconds: number): Promise<void> {
    await this.until(new Promise<void>((resolve) => this.clock.after(milliseconds, resolve)));
  }

  async get(kind: string, name: string, apiVersion = kind === 'Deployment' ? 'apps/v1' : 'v1') {
    return await this.api.get({ apiVersion, kind, namespace: NAMESPACE, name });
  }

  async list(kind: string, apiVersion = kind === 'Deployment' ? 'apps/v1' : 'v1') {
    return (await this.api.list({ apiVersion, kind, namespace: NAMESPACE })).objects;
  }

  /** The object as it is at this moment. */
  object(kind: string, name: string): KubernetesObject | undefined {
    return this.#store.get(typeOf(kind), NAMESPACE, name) as KubernetesObject | undefined;
  }

  /** All of a kind as they are at this moment. */
  objects(kind: string): readonly KubernetesObject[] {
    return this.#store.list(typeOf(kind), { namespace: NAMESPACE }) as readonly KubernetesObject[];
  }

  /** As another person or controller makes an object, with the status that it is given then. */
  create({ metadata: { name, labels, annotations }, ...object }: KubernetesObject, manager = 'somebody'): void {
    const metadata = { name, namespace: NAMESPACE, ...(labels && { labels }), ...(annotations && { annotations }) };
    this.#store.create(typeOf(object.kind), { ...object, metadata } as StoredObject, { manager });
    const { status } = object as { readonly status?: object };
    if (status !== undefined) this.setStatus(object.kind, name, status);
  }

  /** As another person or controller changes an object. */
  change(
    kind: string,
    name: string,
    change: (object: KubernetesObject) => object,
    writer: { readonly manager: string; readonly subresource?: 'scale' } = { manager: 'somebody' },
  ): void {
    const changed = change(this.#existing(kind, name)) as StoredObject;
    this.#store.update(typeOf(kind), changed, writer);
  }

  /** As an autoscaler sets the number of pods. */
  scale(kind: string, name: string, replicas: number): void {
    const object = this.#existing(kind, name);
    const scaled = { ...object, spec: { ...(object['spec'] as object), replicas } } as unknown as StoredObject;
    this.#store.update(typeOf(kind), scaled, { manager: 'kube-controller-manager', subresource: 'scale' });
  }

  /** As the controller of an object tells how far it is. */
  setStatus(kind: string, name: string, status: object): void {
    const object = this.#existing(kind, name);
    this.#store.update(typeOf(kind), { ...object, status } as unknown as StoredObject, { subresource: 'status' });
  }

  /** As another person deletes an object. */
  remove(kind: string, name: string): void {
    this.#store.delete(typeOf(kind), NAMESPACE, name);
  }

  #existing(kind: string, name: string): KubernetesObject {
    const object = this.object(kind, name);
    if (object === undefined) throw new Error(`There is no ${kind} "${name}".`);
    return object;
  }
}

/** Uids and suffixes that count up, so that two runs show the same names. */
const countedIdentities = (clock: VirtualClock) => {
  let identities = 0;
  const next = (digits: number) => String(++identities).padStart(digits, '0');
  return {
    timestamp: () => `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    uid: () => `00000000-0000-4000-8000-${next(12)}`,
    suffix: () => next(5).replace(/[01356]/g, (digit) => 'bcdfg'['01356'.indexOf(digit)] ?? ''),
  };
};

const typeOf = (kind: string): ResourceType => {
  const type = [...RESOURCE_TYPES, CERTIFICATES].find((candidate) => candidate.kind === kind);
  if (type === undefined) throw new Error(`The cluster knows no ${kind}.`);
  return type;
};
