import { isRecord } from '../../../domain/shape/shape.ts';
import type { Cluster, KubernetesObject, ObjectReference } from '../cluster.ts';
import { sameCluster } from '../same-cluster.ts';
import { isWorkload } from '../workload.ts';

/** One object, as it was asked for and as the server answered. */
export interface Written {
  readonly wanted: KubernetesObject;
  readonly answer: KubernetesObject;
}

/** What one run has written, as the server answered: defaults and admission included, so that what differs later is somebody's doing. */
export class WrittenObjects {
  readonly #objects = new Map<string, Written>();

  get all(): readonly KubernetesObject[] {
    return [...this.#objects.values()].map(({ answer }) => answer);
  }

  get workloads(): readonly Written[] {
    return [...this.#objects.values()].filter(({ wanted }) => isWorkload(wanted));
  }

  of(object: Named): KubernetesObject | undefined {
    return this.#objects.get(keyOf(object))?.answer;
  }

  /** What the whole cluster shares others may change at any time, and it is no part of the release. */
  add(written: Written): void {
    if (written.answer.metadata.namespace === undefined) return;
    this.#objects.set(keyOf(written.answer), written);
  }

  /** Our own patch changes what we want of the fields that it names, and of no other. */
  patched(answer: KubernetesObject, change: Readonly<Record<string, unknown>>): void {
    const written = this.#objects.get(keyOf(answer));
    const [spec, now, wanted] = [written?.answer['spec'], answer['spec'], change['spec']];
    if (written === undefined || !isRecord(spec) || !isRecord(now) || !isRecord(wanted)) return;
    const ours = Object.fromEntries(Object.keys(wanted).map((field) => [field, now[field]]));
    this.add({ ...written, answer: { ...written.answer, spec: { ...spec, ...ours } } });
  }

  remove({ kind, name }: ObjectReference): void {
    this.#objects.delete(`${kind}/${name}`);
  }
}

type Named = Pick<KubernetesObject, 'kind' | 'metadata'>;
const keyOf = ({ kind, metadata }: Named): string => `${kind}/${metadata.name}`;

/** The same cluster, except that it is remembered what was written through it. */
export const remembering = (cluster: Cluster, written: WrittenObjects): Cluster =>
  sameCluster(cluster, {
    async apply(object, options) {
      const answer = await cluster.apply(object, options);
      if (options?.dryRun !== true) written.add({ wanted: object, answer: answer.object });
      return answer;
    },
    async patch(seen, change, options) {
      const answer = await cluster.patch(seen, change, options);
      if (options?.dryRun !== true) written.patched(answer, change);
      return answer;
    },
    async delete(seen) {
      await cluster.delete(seen);
      written.remove(seen);
    },
  });
