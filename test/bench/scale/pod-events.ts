import type { KubernetesObject } from '../../../rehearsal/cluster/kubernetes-object.ts';
import type { ClusterStore } from '../../../rehearsal/cluster/storage/cluster-store.ts';

export const PODS = { group: '', resource: 'pods' } as const;
const EVENTS = { group: '', resource: 'events' } as const;

type Condition = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Writes the statuses of the pods of a namespace, as their kubelets do: each time of another one. */
export class PodEvents {
  readonly #store: ClusterStore;
  readonly #namespace: string;
  #count = 0;

  constructor(store: ClusterStore, namespace: string) {
    this.#store = store;
    this.#namespace = namespace;
  }

  write(): void {
    const pod = this.#next();
    const note = `looked at ${this.#count} times`;
    this.#status(pod, (conditions) =>
      conditions.map((condition) => (condition.type === 'Ready' ? { ...condition, message: note } : condition)),
    );
  }

  /** A node under pressure takes the pod away; its ReplicaSet makes another. */
  evict(): void {
    const pod = this.#next();
    this.#status(pod, (conditions) => [
      ...conditions.filter(({ type }) => type !== 'DisruptionTarget'),
      { type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting' },
    ]);
    this.#store.delete(PODS, this.#namespace, pod.metadata.name, { gracePeriodSeconds: 0 });
  }

  /** Forgets Events that nobody has counted up for an hour, as a server does.
   *  @see https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/ (--event-ttl) */
  forgetOld(now: number): void {
    for (const event of this.#store.list(EVENTS, { namespace: this.#namespace })) {
      const last = String(event['lastTimestamp'] ?? event.metadata['creationTimestamp'] ?? '');
      if (now - Date.parse(last) > 3_600_000) this.#store.delete(EVENTS, this.#namespace, event.metadata.name);
    }
  }

  #next(): KubernetesObject {
    const pods = this.#store.list(PODS, { namespace: this.#namespace });
    const pod = pods[(this.#count * 37) % pods.length];
    this.#count += 1;
    if (pod === undefined) throw new Error(`There is no pod in namespace ${this.#namespace}.`);
    return pod;
  }

  #status(pod: KubernetesObject, change: (conditions: readonly Condition[]) => readonly Condition[]): void {
    const status = (pod['status'] ?? {}) as { readonly conditions?: readonly Condition[] };
    const conditions = change(status.conditions ?? []);
    this.#store.update(PODS, { ...pod, status: { ...status, conditions } }, { subresource: 'status' });
  }
}
