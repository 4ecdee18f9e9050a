import { type KubernetesObject, nameOf } from './cluster.ts';
import type { AttemptEnd } from './ending.ts';
import type { WrittenObjects } from './foreign/written-objects.ts';
import type { FoundBefore } from './inventory/found-before.ts';
import type { Live } from './live/live.ts';
import type { Manifests } from './manifests.ts';
import type { RolloutPorts, RolloutRequest } from './request.ts';
import type { Mark } from './state/annotations.ts';
import type { HistoryKeeper } from './state/history-keeper.ts';
import type { Ledger } from './state/ledger.ts';
import { imagesOf } from './workload.ts';

/** What a strategy works with, once nothing speaks against writing and the lock is ours. */
export interface Undertaking {
  readonly request: RolloutRequest;
  /** Every write by them asks first whether the lock is still ours, and is remembered in `written`. */
  readonly ports: RolloutPorts;
  readonly ledger: Ledger;
  /** When its strategy began, in milliseconds on the clock. */
  readonly begun: number;
  readonly manifests: Manifests;
  /** The workloads and CronJobs as they were before the first write. */
  readonly live: Live;
  readonly keeper: HistoryKeeper;
  /** Of the state to come, in the history. */
  readonly key: string;
  /** What of it was in the cluster already, beside the last good state. */
  readonly foundBefore: FoundBefore;
  /** What this run has written so far, and what it was then. */
  readonly written: WrittenObjects;
}

/** What bears the mark of the manifests as it was, without copies that a strategy keeps beside them. */
export const ownOf = ({ manifests, live }: Pick<Undertaking, 'manifests' | 'live'>): readonly KubernetesObject[] =>
  manifests.bearers.flatMap((object) => live.get(nameOf(object)) ?? []);

/** What is noted on each workload and CronJob that is written. */
export const markOf = ({
  request: { commit, release, run },
  key,
}: {
  readonly request: Pick<RolloutRequest, 'commit' | 'release' | 'run'>;
  readonly key: string;
}): Mark => ({
  commit,
  release: release?.digest,
  state: key,
  run,
});

/** What every end says, however it came to it. */
export const factsOf = ({
  manifests,
  ports,
  begun,
}: Undertaking): Required<Pick<AttemptEnd, 'image' | 'secondsToVerdict'>> => ({
  image: [...manifests.bearers, ...manifests.preDeployJobs, ...manifests.jobs].flatMap(imagesOf)[0]?.image ?? '',
  secondsToVerdict: Math.round((ports.clock.now() - begun) / 100) / 10,
});
