import { type KubernetesObject, nameOf } from './cluster.ts';
import type { WrittenObjects } from './foreign/written-objects.ts';
import type { FoundBefore } from './inventory/found-before.ts';
import type { Manifests } from './manifests.ts';
import type { Live } from './preflight/preflight.ts';
import type { HistoryKeeper } from './state/history-keeper.ts';

/** What a strategy starts from, once nothing speaks against writing and the lock is ours. */
export interface Undertaking {
  readonly manifests: Manifests;
  /** The workloads as they were before the first write. */
  readonly live: Live;
  readonly keeper: HistoryKeeper;
  /** Of the state to come, in the history. */
  readonly key: string;
  /** What of it was in the cluster already, beside the last good state. */
  readonly foundBefore: FoundBefore;
  /** What this run has written so far, and what it was then. */
  readonly written: WrittenObjects;
}

/** The workloads of the manifests as they were, without copies that a strategy keeps beside them. */
export const ownOf = ({ manifests, live }: Pick<Undertaking, 'manifests' | 'live'>): readonly KubernetesObject[] =>
  manifests.workloads.flatMap((workload) => live.get(nameOf(workload)) ?? []);
