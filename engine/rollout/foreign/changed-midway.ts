import type { Observation } from '../../../domain/verdict/observation.ts';
import { canonical } from '../../../domain/verdict/same-template.ts';
import { type Cluster, type KubernetesObject, Refusal, Unreachable } from '../cluster.ts';
import { seenObject } from '../live/seen-object.ts';
import { isWorkload } from '../workload.ts';
import { changedObjects } from './changed-objects.ts';
import { mayDiffer } from './foreign-change.ts';
import { changedSentence } from './foreign-sentence.ts';

/** What is watched, and as what it was written; `undefined` where nobody has written it just now. */
interface WrittenTarget {
  readonly subject: { readonly namespace: string };
  readonly written?: KubernetesObject;
}

/** Looks whether a workload that is watched has become somebody else's. The server is asked only about what differs, once for each way
 *  in which it does: a scale, a restart and what a server fills by itself are no change of a release. */
export class ChangedMidway {
  readonly #cluster: Pick<Cluster, 'get' | 'list'>;
  readonly #known = new Set<string>();
  /** Seen, and as it was written: a watch shows an object again and again. */
  readonly #same = new WeakSet<object>();

  constructor(cluster: Pick<Cluster, 'get' | 'list'>) {
    this.#cluster = cluster;
  }

  /** @returns which one, and a sentence that names the writer and the fields. */
  async look(
    targets: readonly WrittenTarget[],
    observations: readonly Observation[],
  ): Promise<{ readonly target: number; readonly sentence: string } | undefined> {
    for (const [target, { written, subject }] of targets.entries()) {
      const observation = observations[target];
      const seen = observation && seenObject(observation);
      if (seen === undefined || written === undefined || !isWorkload(written) || this.#same.has(seen)) continue;
      if (!mayDiffer(written, seen)) {
        this.#same.add(seen);
        continue;
      }
      const way = `${target} ${canonical(seen['spec'])}`;
      if (this.#known.has(way)) continue;
      try {
        const changed = await changedObjects(this.#cluster, [written], subject.namespace);
        // What is gone has a verdict of its own.
        if (changed.some(({ changes }) => changes.length > 0))
          return { target, sentence: changedSentence(changed, 'midway') };
        this.#known.add(way);
      } catch (error) {
        // What cannot be read now is looked at again.
        if (!(error instanceof Unreachable || error instanceof Refusal)) throw error;
      }
    }
    return undefined;
  }
}
