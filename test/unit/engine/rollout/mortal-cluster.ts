import { type Cluster, Unreachable, type WatchEvent } from '../../../../engine/rollout/cluster.ts';

/** Which write a run dies at, and whether the server still took it. */
export interface Death {
  /** From 1 on; renewals of the Lease do not count. */
  readonly write: number;
  readonly when: 'before' | 'after';
}

/** The cluster as one run sees it that dies at a write: from then on it says nothing and hears nothing. */
export function mortal(cluster: Cluster, death?: Death): { readonly cluster: Cluster; readonly writes: () => number } {
  let writes = 0;
  let dead = false;
  const watching: ((event: WatchEvent) => void)[] = [];
  const die = () => {
    dead = true;
    for (const listener of watching) listener({ type: 'lost', reason: 'This run is dead.' });
  };
  const alive = () => {
    if (dead) throw new Unreachable('This run is dead.');
  };
  const read = async <T>(work: () => Promise<T>): Promise<T> => {
    alive();
    return await work();
  };
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    alive();
    writes++;
    if (writes === death?.write && death.when === 'before') die();
    alive();
    const answer = await work();
    if (writes === death?.write) die();
    alive();
    return answer;
  };
  return {
    writes: () => writes,
    cluster: {
      get: (reference) => read(() => cluster.get(reference)),
      list: (selection) => read(() => cluster.list(selection)),
      logs: (query) => read(() => cluster.logs(query)),
      resourceOf: (apiVersion, kind) => read(() => cluster.resourceOf(apiVersion, kind)),
      ask: (review) => read(() => cluster.ask(review)),
      access: () => read(() => cluster.access()),
      serverTime: () => read(() => cluster.serverTime()),
      watch: (selection, listener, signal) => {
        if (dead) return listener({ type: 'lost', reason: 'This run is dead.' });
        watching.push(listener);
        cluster.watch(selection, (event) => void (dead || listener(event)), signal);
      },
      apply: (object, options) =>
        options?.dryRun === true ? cluster.apply(object, options) : write(() => cluster.apply(object, options)),
      patch: (seen, change, options) => {
        if (options?.dryRun === true) return cluster.patch(seen, change, options);
        const { spec, metadata } = change as { readonly spec?: object; readonly metadata?: object };
        const renewal = seen.kind === 'Lease' && metadata === undefined && spec !== undefined && 'renewTime' in spec;
        return renewal ? cluster.patch(seen, change) : write(() => cluster.patch(seen, change));
      },
      delete: (seen) => write(() => cluster.delete(seen)),
    },
  };
}

/** Before and after each of so many writes. */
export const deaths = (writes: number): readonly Death[] =>
  Array.from({ length: writes }, (_, index) =>
    (['before', 'after'] as const).map((when) => ({ write: index + 1, when })),
  ).flat();
