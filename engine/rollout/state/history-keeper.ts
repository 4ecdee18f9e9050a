import { applyObject } from '../apply.ts';
import type { Clock } from '../clock.ts';
import type { Cluster, KubernetesObject } from '../cluster.ts';
import { type History, type HistoryEntry, historyOf, remember, type StateOfEntry, writeHistory } from './history.ts';

/** The history of one service in its namespace, kept in a ConfigMap beside the workload: what a rollback needs survives
 *  purged ReplicaSets, lost registries and this run's death. */
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

  private constructor(
    { cluster, clock }: { readonly cluster: Cluster; readonly clock: Clock },
    { service, namespace }: { readonly service: string; readonly namespace: string },
    found: { readonly history: History; readonly ahead: number },
  ) {
    this.#cluster = cluster;
    this.#clock = clock;
    this.#service = service;
    this.#namespace = namespace;
    this.#history = found.history;
    this.#ahead = found.ahead;
    this.#after = Math.max(...found.history.map(({ at }) => Date.parse(at)));
  }

  static async read(cluster: Cluster, clock: Clock, service: string, namespace: string): Promise<HistoryKeeper> {
    const history = await historyOf(cluster, service, namespace);
    const ahead = Date.parse(await cluster.serverTime()) - clock.now();
    return new HistoryKeeper({ cluster, clock }, { service, namespace }, { history, ahead });
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

  toConfigMap(): KubernetesObject {
    return writeHistory(this.#history, this.#service, this.#namespace);
  }

  async save(): Promise<void> {
    await applyObject(this.#cluster, this.toConfigMap());
  }
}
