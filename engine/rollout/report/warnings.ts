import type { ClusterEvent, Pod } from '../../../domain/verdict/kubernetes.ts';
import { type Observation, occurrences } from '../../../domain/verdict/observation.ts';
import { age } from './pod-row.ts';

/** Warning events that say the same, as one. */
export interface Warning {
  readonly reason: string;
  readonly message: string;
  readonly object: string;
  readonly count: number;
  /** How long ago the newest of them was, `12 s`; '' when the event does not say. */
  readonly age: string;
}

const MOST = 20;

/** Warnings about the workload, its ReplicaSets and these pods, the most frequent first. Texts are raw.
 *  @param now milliseconds by the server's clock */
export function warningsOf({ objects, subject }: Observation, pods: readonly Pod[], now: number): readonly Warning[] {
  const about = new Set([
    ...pods.map(({ metadata }) => metadata.uid),
    ...[...objects.values()]
      .filter(({ kind }) => kind === 'ReplicaSet' || kind === subject.kind)
      .map(({ metadata }) => metadata.uid),
  ]);
  const events = [...objects.values()]
    .filter((object): object is ClusterEvent => object.kind === 'Event')
    .filter(({ type, involvedObject }) => type === 'Warning' && about.has(involvedObject.uid ?? ''));
  return [...new Set(events.map(story))]
    .map((one) => events.filter((event) => story(event) === one))
    .flatMap((same) => {
      const newest = same.toSorted((a, b) => (timeOf(a) ?? '').localeCompare(timeOf(b) ?? '')).at(-1);
      if (newest === undefined) return [];
      return [
        {
          reason: newest.reason ?? '',
          message: newest.message ?? '',
          object: `${newest.involvedObject.kind} ${newest.involvedObject.name}`,
          count: same.reduce((sum, event) => sum + occurrences(event), 0),
          age: age(timeOf(newest), now),
        },
      ];
    })
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST);
}

/** Ids of pods and sandboxes make equal messages differ. */
const story = ({ reason, message }: ClusterEvent): string =>
  `${reason} ${(message ?? '').replace(/[0-9a-f]{8,}|-[a-z0-9]{5,10}-[a-z0-9]{5}\b/g, '…')}`;

const timeOf = ({ series, lastTimestamp, eventTime, firstTimestamp }: ClusterEvent): string | undefined =>
  series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? firstTimestamp;
