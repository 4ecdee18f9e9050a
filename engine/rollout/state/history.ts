import type { CommitSha } from '../../../domain/commit.ts';
import { type Digest, digestOf } from '../../../domain/digest.ts';
import type { KubernetesObject } from '../cluster.ts';

export const STATES = ['pending', 'good', 'failed', 'cancelled', 'withdrawn', 'found', 'changed'] as const;
/** How far a state came. `withdrawn`: it was good, and somebody chose to leave it. `found`: it ran before Sluice came. `changed`:
 *  somebody has edited what is kept of it, so nobody knows any more what was good. */
export type StateOfEntry = (typeof STATES)[number];

/** One state that a service had, or was to have, in this namespace: everything that was applied. */
export interface HistoryEntry {
  /** Release digest, or digest of the manifests. */
  readonly key: string;
  readonly state: StateOfEntry;
  readonly release: { readonly repository: string; readonly digest: Digest } | undefined;
  readonly commit: CommitSha | undefined;
  /** ISO 8601 of the last change of state, by the API server's clock. */
  readonly at: string;
  readonly objects: readonly KubernetesObject[];
}

export type History = readonly HistoryEntry[];

/** Equal states have equal keys: the release digest, else a digest of the objects. */
export const stateKey = (
  release: { readonly digest: Digest } | undefined,
  objects: readonly KubernetesObject[],
): string => release?.digest ?? manifestsDigest(objects);

export const manifestsDigest = (objects: readonly KubernetesObject[]): Digest => digestOf(JSON.stringify(objects));

export const isGood = ({ state }: HistoryEntry): boolean => state === 'good' || state === 'found';

export const newestFirst = (history: History): History => history.toSorted((a, b) => (a.at < b.at ? 1 : -1));

/** Everything that was part of a state that was good. */
export const provenObjects = (history: History): readonly KubernetesObject[] =>
  history.filter(isGood).flatMap(({ objects }) => objects);

/** Puts an entry in, in place of the one with its key. */
export const remember = (history: History, entry: HistoryEntry): History =>
  newestFirst([entry, ...history.filter(({ key }) => key !== entry.key)]);

/** The newest state that was good and is not this one. Never merely the previous one. */
export const lastGood = (history: History, except: string | undefined): HistoryEntry | undefined =>
  history.find((entry) => isGood(entry) && entry.key !== except);
