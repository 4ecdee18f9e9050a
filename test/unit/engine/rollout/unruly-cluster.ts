import {
  type Access,
  type ApplyOptions,
  type Cluster,
  type KubernetesObject,
  type LogQuery,
  type ObjectReference,
  type Refusal,
  type Seen,
  type Selection,
  Unreachable,
  type WatchEvent,
} from '../../../../engine/rollout/cluster.ts';

interface Watcher {
  readonly selection: Selection;
  readonly listener: (event: WatchEvent) => void;
}

/** The port over a cluster, with what a cluster does not do on demand: it says no, cannot be reached or forbids at a moment that
 *  the test chooses. It keeps a list of what was written through it. */
export class UnrulyCluster implements Cluster {
  /** Real writes in order: `Deployment/api`, and `-Pod/api-1` for what was deleted. */
  readonly writes: string[] = [];
  /** Of these, the ones that took fields of other managers. */
  readonly forced: string[] = [];
  /** What the server says instead of writing. It is asked before every write and every dry run. */
  refuse: (object: KubernetesObject, options: ApplyOptions) => Error | undefined = () => undefined;
  /** A right to watch that is missing. */
  refuseWatch: (selection: Selection) => Refusal | undefined = () => undefined;
  /** What the server answers to a question instead. */
  answer: (review: Record<string, unknown>) => Record<string, unknown> | undefined = () => undefined;
  credentials: Access = { endsAt: undefined, isRenewed: false };
  readonly #cluster: Cluster;
  readonly #watchers = new Set<Watcher>();
  #reachable = true;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  async get(reference: ObjectReference) {
    this.#check();
    return await this.#cluster.get(reference);
  }

  async list(selection: Selection) {
    this.#check();
    return await this.#cluster.list(selection);
  }

  async apply(object: KubernetesObject, options: ApplyOptions = {}) {
    this.#assertAllowed(object, options);
    const applied = await this.#cluster.apply(object, options);
    if (options.dryRun) return applied;
    this.writes.push(nameOf(applied.object));
    if (options.force) this.forced.push(nameOf(applied.object));
    return applied;
  }

  async patch(seen: Seen, change: Readonly<Record<string, unknown>>, options: Pick<ApplyOptions, 'dryRun'> = {}) {
    const { apiVersion, kind, namespace, name } = seen;
    this.#assertAllowed({ apiVersion, kind, metadata: { namespace, name } }, options);
    const patched = await this.#cluster.patch(seen, change, options);
    if (options.dryRun) return patched;
    this.writes.push(nameOf(patched));
    return patched;
  }

  async delete(seen: Seen): Promise<void> {
    this.#check();
    await this.#cluster.delete(seen);
    this.writes.push(`-${seen.kind}/${seen.name}`);
  }

  watch(selection: Selection, listener: (event: WatchEvent) => void, signal: AbortSignal): void {
    const refusal = this.refuseWatch(selection);
    if (refusal !== undefined) {
      queueMicrotask(() => listener({ type: 'refused', refusal }));
      return;
    }
    const watcher = { selection, listener };
    this.#watchers.add(watcher);
    signal.addEventListener('abort', () => this.#watchers.delete(watcher));
    this.#cluster.watch(selection, (event) => this.#reachable && listener(event), signal);
  }

  /** Cuts or restores every connection. Who watches begins anew with a list, as after a long interruption. */
  async setReachable(reachable: boolean): Promise<void> {
    this.#reachable = reachable;
    for (const { selection, listener } of this.#watchers)
      if (reachable) listener({ type: 'listed', ...(await this.#cluster.list(selection)) });
      else listener({ type: 'lost', reason: 'connection refused' });
  }

  async logs(query: LogQuery) {
    this.#check();
    return await this.#cluster.logs(query);
  }

  resourceOf(apiVersion: string, kind: string) {
    return this.#cluster.resourceOf(apiVersion, kind);
  }

  async ask(review: Parameters<Cluster['ask']>[0]) {
    this.#check();
    return this.answer(review) ?? (await this.#cluster.ask(review));
  }

  async access(): Promise<Access> {
    return this.credentials;
  }

  async serverTime(): Promise<string> {
    this.#check();
    return await this.#cluster.serverTime();
  }

  get openWatches(): number {
    return this.#watchers.size;
  }

  #assertAllowed(object: KubernetesObject, options: ApplyOptions): void {
    this.#check();
    const error = this.refuse(object, options);
    if (error !== undefined) throw error;
  }

  #check(): void {
    if (!this.#reachable) throw new Unreachable('https://cluster cannot be reached: connection refused.');
  }
}

const nameOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.name}`;
