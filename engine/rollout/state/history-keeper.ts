import { applyObject } from '../apply.ts';
import type { Clock } from '../clock.ts';
import type { Cluster, KubernetesObject } from '../cluster.ts';
import { clearEarlier } from './earlier-history.ts';
import { type History, type HistoryEntry, remember, type StateOfEntry } from './history.ts';
import { assertReadable, assertRoom } from './history-room.ts';
import { writeHistory } from './history-secret.ts';
import { keptHistory } from './kept-history.ts';

/** The history of one service in its namespace, kept in a Secret beside the workload: what a rollback needs survives
 *  purged ReplicaSets, lost registries and this run's death, and is as secret as the Secrets in it. */
export class HistoryKeeper {
  readonly #cluster: Cluster;
  readonly #clock: Clock;
  readonly #service: string;
  readonly #namespace: string;
  /** How far the API server's clock is ahead of ours. */
  readonly #ahead: number;
  /** The newest time that other runs have written. */
  readonly #after: number;
  #history: History;
  /** Of an earlier version, until it is cleared. */
  #earlier: KubernetesObject | undefined;

  private constructor(
    { cluster, clock }: { readonly cluster: Cluster; readonly clock: Clock },
    { service, namespace }: { readonly service: string; readonly namespace: string },
    found: Awaited<ReturnType<typeof keptHistory>> & { readonly ahead: number },
  ) {
    this.#cluster = cluster;
    this.#clock = clock;
    this.#service = service;
    this.#namespace = namespace;
    this.#history = found.history;
    this.#earlier = found.earlier;
    this.#ahead = found.ahead;
    this.#after = Math.max(...found.history.map(({ at }) => Date.parse(at)));
  }

  static async read(cluster: Cluster, clock: Clock, service: string, namespace: string): Promise<HistoryKeeper> {
    const kept = await keptHistory(cluster, service, namespace);
    const ahead = Date.parse(await cluster.serverTime()) - clock.now();
    return new HistoryKeeper({ cluster, clock }, { service, namespace }, { ...kept, ahead });
  }

  get history(): History {
    return this.#history;
  }

  /** By the API server's clock, and after everything that other runs have written: servers tell whole seconds, and older versions of
   *  Sluice wrote the time of their machines. */
  now(): string {
    return new Date(Math.max(this.#clock.now() + this.#ahead, this.#after + 1)).toISOString();
  }

  add(entry: HistoryEntry | undefined): void {
    if (entry !== undefined) this.#history = remember(this.#history, entry);
  }

  move(key: string, state: StateOfEntry): void {
    const entry = this.#history.find((other) => other.key === key);
    if (entry !== undefined) this.add({ ...entry, state, at: this.now() });
  }

  /** As of `assertRoom`. */
  assertRoom(key: string, isUndone: boolean): void {
    assertRoom(this.#history, key, this.#service, isUndone);
  }

  /** As of `assertReadable`. */
  assertReadable(key: string): void {
    assertReadable(this.#history, key, this.#namespace);
  }

  toSecret(): KubernetesObject {
    return writeHistory(this.#history, this.#service, this.#namespace);
  }

  /** First the Secret, then the plain text of an earlier version goes: who is killed in between has lost nothing.
   *  @param cluster another way to write than the one that was read by, where a lock was taken since. */
  async save(cluster: Cluster = this.#cluster): Promise<void> {
    await applyObject(cluster, this.toSecret());
    if (this.#earlier !== undefined) await clearEarlier(cluster, this.#earlier, this.#namespace);
    this.#earlier = undefined;
  }
}
