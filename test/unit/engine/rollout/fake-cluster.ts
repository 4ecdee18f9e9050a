import {
  type Access,
  type ApplyOptions,
  type Cluster,
  type KubernetesObject,
  type LogQuery,
  type ObjectList,
  type ObjectReference,
  Refusal,
  type Resource,
  type Seen,
  type Selection,
  Unreachable,
  type WatchEvent,
} from '../../../../engine/rollout/cluster.ts';
import { knownResource } from '../../../../engine/rollout/known-kinds.ts';
import type { VirtualClock } from './virtual-clock.ts';

interface Watcher {
  readonly selection: Selection;
  readonly listener: (event: WatchEvent) => void;
  readonly signal: AbortSignal;
}

/** An API server in memory: whole objects, versions, dry runs, watches, and the refusals a test asks for. */
export class FakeCluster implements Cluster {
  readonly clock: VirtualClock;
  readonly objects = new Map<string, KubernetesObject>();
  /** Real writes in order: `Deployment/api`. */
  readonly writes: string[] = [];
  readonly forced: string[] = [];
  /** Answers instead of the server, for an object and whether it is a dry run. */
  refuse: (object: KubernetesObject, options: ApplyOptions) => Error | undefined = () => undefined;
  /** A right to watch that is missing. */
  refuseWatch: (selection: Selection) => Refusal | undefined = () => undefined;
  /** What controllers do after a write. */
  react: (object: KubernetesObject) => void = () => {};
  /** Answers of reviews: everything is allowed. */
  answer: (review: Record<string, unknown>) => Record<string, unknown> = () => ({
    status: { allowed: true, incomplete: false, resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] },
  });
  readonly asked: Record<string, unknown>[] = [];
  credentials: Access = { endsAt: undefined, isRenewed: false };
  reachable = true;
  readonly #watchers = new Set<Watcher>();
  #version = 1000;

  constructor(clock: VirtualClock) {
    this.clock = clock;
  }

  async get({ kind, name }: ObjectReference): Promise<KubernetesObject | undefined> {
    this.#check();
    return this.objects.get(`${kind}/${name}`);
  }

  async list(selection: Selection): Promise<ObjectList> {
    this.#check();
    const objects = [...this.objects.values()].filter((object) => matches(object, selection));
    return { resourceVersion: String(this.#version), objects };
  }

  async apply(object: KubernetesObject, options: ApplyOptions = {}) {
    this.#check();
    const error = this.refuse(object, options);
    if (error !== undefined) throw error;
    const serverTime = new Date(this.clock.now()).toISOString();
    if (options.dryRun) return { object, serverTime };
    if (options.force) this.forced.push(`${object.kind}/${object.metadata.name}`);
    const before = this.objects.get(`${object.kind}/${object.metadata.name}`);
    const { resourceVersion } = object.metadata;
    if (resourceVersion !== undefined && resourceVersion !== before?.metadata.resourceVersion)
      throw new Refusal(409, 'Conflict', 'the object has been modified');
    this.writes.push(`${object.kind}/${object.metadata.name}`);
    const changed = JSON.stringify(before?.['spec']) !== JSON.stringify(object['spec']);
    this.put({
      ...object,
      ...(before?.['status'] === undefined ? {} : { status: before['status'] }),
      metadata: { ...object.metadata, generation: (before?.metadata.generation ?? 0) + (changed ? 1 : 0) },
    });
    const stored = this.objects.get(`${object.kind}/${object.metadata.name}`) ?? object;
    this.react(stored);
    return { object: stored, serverTime };
  }

  async patch({ kind, name, uid, resourceVersion }: Seen, change: Readonly<Record<string, unknown>>) {
    this.#check();
    const before = this.#seen(kind, name, uid, resourceVersion);
    const error = this.refuse(before, {});
    if (error !== undefined) throw error;
    this.writes.push(`${kind}/${name}`);
    const after = merged(before, change) as KubernetesObject;
    const moved = JSON.stringify(before['spec']) !== JSON.stringify(after['spec']);
    const generation = (before.metadata.generation ?? 0) + (moved ? 1 : 0);
    this.put({ ...after, metadata: { ...after.metadata, generation } });
    const stored = this.objects.get(`${kind}/${name}`) ?? after;
    if (moved) this.react(stored);
    return stored;
  }

  async delete({ kind, name, uid, resourceVersion }: Seen): Promise<void> {
    this.#check();
    if (!this.objects.has(`${kind}/${name}`)) return;
    const before = this.#seen(kind, name, uid, resourceVersion);
    this.writes.push(`-${kind}/${name}`);
    this.remove(`${kind}/${name}`);
    this.react(before);
  }

  #seen(kind: string, name: string, uid: string, resourceVersion: string): KubernetesObject {
    const object = this.objects.get(`${kind}/${name}`);
    if (object === undefined) throw new Refusal(404, 'NotFound', `${kind} "${name}" not found`);
    if (object.metadata.uid !== uid || object.metadata.resourceVersion !== resourceVersion)
      throw new Refusal(409, 'Conflict', 'the object has been modified');
    return object;
  }

  /** As a controller or another person writes. */
  put(object: KubernetesObject): void {
    const key = `${object.kind}/${object.metadata.name}`;
    const uid = this.objects.get(key)?.metadata.uid ?? object.metadata.uid ?? key;
    const stored = { ...object, metadata: { ...object.metadata, uid, resourceVersion: String(++this.#version) } };
    this.objects.set(key, stored);
    this.#tell(stored, 'changed');
  }

  remove(key: string): void {
    const object = this.objects.get(key);
    this.objects.delete(key);
    if (object !== undefined)
      this.#tell({ ...object, metadata: { ...object.metadata, resourceVersion: String(++this.#version) } }, 'gone');
  }

  watch(selection: Selection, listener: (event: WatchEvent) => void, signal: AbortSignal): void {
    const refusal = this.refuseWatch(selection);
    if (refusal !== undefined) {
      queueMicrotask(() => listener({ type: 'refused', refusal }));
      return;
    }
    const watcher = { selection, listener, signal };
    this.#watchers.add(watcher);
    signal.addEventListener('abort', () => this.#watchers.delete(watcher));
    this.list(selection).then(
      (list) => listener({ type: 'listed', ...list }),
      (error: Error) => listener({ type: 'lost', reason: error.message }),
    );
  }

  /** Cuts or restores every connection. */
  setReachable(reachable: boolean): void {
    this.reachable = reachable;
    for (const { listener } of this.#watchers)
      listener(reachable ? { type: 'found' } : { type: 'lost', reason: 'connection refused' });
  }

  async logs({ pod, container, previous }: LogQuery): Promise<string | undefined> {
    this.#check();
    return `${previous ? 'previous' : 'current'} run of ${container} in ${pod}\n::error::from the pod\npassword=hunter2`;
  }

  async resourceOf(apiVersion: string, kind: string): Promise<Resource | undefined> {
    if (kind === 'Mystery') return undefined;
    return knownResource(apiVersion, kind) ?? { plural: `${kind.toLowerCase()}s`, scope: 'Namespaced' };
  }

  async ask(review: Parameters<Cluster['ask']>[0]): Promise<Record<string, unknown>> {
    this.#check();
    this.asked.push(review);
    return this.answer(review);
  }

  async access(): Promise<Access> {
    return this.credentials;
  }

  get openWatches(): number {
    return this.#watchers.size;
  }

  #check(): void {
    if (!this.reachable) throw new Unreachable('https://cluster cannot be reached: connection refused.');
  }

  #tell(object: KubernetesObject, type: 'changed' | 'gone'): void {
    if (!this.reachable) return;
    for (const { selection, listener } of this.#watchers) if (matches(object, selection)) listener({ type, object });
  }
}

/** RFC 7386. */
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = { ...(target as Record<string, unknown> | undefined) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

const matches = (object: KubernetesObject, { kind, name, labels }: Selection): boolean =>
  object.kind === kind &&
  (name === undefined || object.metadata.name === name) &&
  Object.entries(labels ?? {}).every(([key, value]) => object.metadata.labels?.[key] === value);
