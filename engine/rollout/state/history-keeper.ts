import { applyObject } from '../apply.ts';
import type { Clock } from '../clock.ts';
import type { Cluster, KubernetesObject } from '../cluster.ts';
import {
  type History,
  type HistoryEntry,
  historyName,
  readHistory,
  remember,
  type StateOfEntry,
  writeHistory,
} from './history.ts';

/** The history of one service in its namespace, kept in a ConfigMap beside the workload: what a rollback needs survives
 *  purged ReplicaSets, lost registries and this run's death. */
export class HistoryKeeper {
  readonly #cluster: Cluster;
  readonly #clock: Clock;
  readonly #service: string;
  readonly #namespace: string;
  #history: History = [];

  private constructor(cluster: Cluster, clock: Clock, service: string, namespace: string) {
    this.#cluster = cluster;
    this.#clock = clock;
    this.#service = service;
    this.#namespace = namespace;
  }

  static async read(cluster: Cluster, clock: Clock, service: string, namespace: string): Promise<HistoryKeeper> {
    const keeper = new HistoryKeeper(cluster, clock, service, namespace);
    keeper.#history = readHistory(
      await cluster.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: historyName(service) }),
    );
    return keeper;
  }

  get history(): History {
    return this.#history;
  }

  now(): string {
    return new Date(this.#clock.now()).toISOString();
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
