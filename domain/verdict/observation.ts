import {
  type ClusterEvent,
  type ControllerRevision,
  isJudged,
  type Judged,
  type Pod,
  type ReplicaSet,
  type Watched,
} from './kubernetes.ts';

/** Milliseconds on the observer's clock, which stands still while the API server cannot be seen. */
export type Instant = number;

/** What the API server answered to our own write: everything older belongs to an earlier rollout. */
export interface Applied {
  readonly uid: string;
  /** Generation that our write produced; conditions count once the controller has observed it. */
  readonly generation: number;
  /** The server's own time of the write, ISO 8601; compared with the server's other times only. */
  readonly serverTime: string;
  /** Whether the write left the pod template as it was: no new pods will come. */
  readonly unchanged: boolean;
  /** When we wrote, on the observer's clock. */
  readonly at: Instant;
}

/** The one object that a verdict is about. */
export type Subject =
  | { readonly kind: Exclude<Judged['kind'], 'Custom'>; readonly name: string; readonly namespace: string }
  | {
      readonly kind: 'Custom';
      readonly apiVersion: string;
      /** Its kind, as the API calls it. */
      readonly type: string;
      readonly name: string;
      readonly namespace: string;
    };

/** Its kind, as the API calls it. */
export const kindOf = (subject: Subject): string => (subject.kind === 'Custom' ? subject.type : subject.kind);

/** `Deployment "api" in namespace "production"`. */
export const titleOf = (subject: Subject): string =>
  `${kindOf(subject)} "${subject.name}" in namespace "${subject.namespace}"`;

/** A pod that came to its end against its will. */
export interface Fallen {
  /** As it was last. */
  readonly pod: Pod;
  /** When it was first seen so. */
  readonly at: Instant;
}

/** What a registry told us itself about an image, the last time that we asked. */
export interface RegistryWord {
  readonly has: boolean;
  readonly at: Instant;
}

/** Everything seen of one rollout so far. Made only by `observe`, judged only by `judge`. */
export interface Observation {
  readonly subject: Subject;
  readonly applied: Applied;
  /** By uid, each in its newest version. */
  readonly objects: ReadonlyMap<string, Watched>;
  /** Uids that are gone for good; an event that arrives late does not bring them back. */
  readonly gone: ReadonlySet<string>;
  /** Version of the newest complete list, by kind. */
  readonly listed: ReadonlyMap<Watched['kind'], number>;
  /** Since when a symptom has lasted without a break. */
  readonly marks: ReadonlyMap<string, Instant>;
  /** The newest text that gave a cause; `Back-off pulling image` must not hide the error before it. */
  readonly causes: ReadonlyMap<string, { readonly version: number; readonly text: string }>;
  /** Uids of pods that were ready at any time. */
  readonly everReady: ReadonlySet<string>;
  /** When a run of a pod's containers became ready, by the server's clock; by the symptom of that. */
  readonly readyTimes: ReadonlyMap<string, ReadonlySet<string>>;
  /** By uid; kept after the pod is gone, because its controller replaces it and the next one may fall, too. */
  readonly fallen: ReadonlyMap<string, Fallen>;
  /** By image, as the container spells it. */
  readonly registry: ReadonlyMap<string, RegistryWord>;
}

/** One thing that the API server told us. */
export type Fact =
  | { readonly type: 'seen'; readonly object: Watched }
  | { readonly type: 'gone'; readonly object: Watched }
  | {
      readonly type: 'listed';
      readonly kind: Watched['kind'];
      readonly resourceVersion: string;
      readonly objects: readonly Watched[];
    };

export const firstObservation = (subject: Subject, applied: Applied): Observation => ({
  subject,
  applied,
  objects: new Map(),
  gone: new Set(),
  listed: new Map(),
  marks: new Map(),
  causes: new Map(),
  everReady: new Set(),
  readyTimes: new Map(),
  fallen: new Map(),
  registry: new Map(),
});

/** The subject as it was seen last; `undefined` before, and when it is gone. */
export const judgedOf = ({ objects, subject }: Observation): Judged | undefined => {
  for (const object of objects.values()) {
    if (object.kind === subject.kind && object.metadata.name === subject.name && isJudged(object)) return object;
  }
  return undefined;
};

export const replicaSetsOf = ({ objects }: Observation): readonly ReplicaSet[] =>
  [...objects.values()].filter((object) => object.kind === 'ReplicaSet');

export const revisionsOf = ({ objects }: Observation): readonly ControllerRevision[] =>
  [...objects.values()].filter((object) => object.kind === 'ControllerRevision');

/** Events about one object, oldest name first, so that texts do not depend on the order of arrival. */
export const eventsOf = (
  { objects }: Observation,
  about: (object: ClusterEvent['involvedObject']) => boolean,
): readonly ClusterEvent[] =>
  [...objects.values()]
    .filter((object) => object.kind === 'Event')
    .filter(({ involvedObject }) => about(involvedObject))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));

/** When it happened last, by the server's clock; empty when it does not say. */
export const timeOf = ({ series, lastTimestamp, eventTime }: ClusterEvent): string =>
  series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? '';

/** How often an event happened: aggregated ones carry a count. */
export const occurrences = ({ count, series }: ClusterEvent): number => Math.max(count ?? 1, series?.count ?? 1);
