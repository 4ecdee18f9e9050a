import { type CommitSha, parseCommitSha } from '../../../domain/commit.ts';
import { type Digest, digestOf, isDigest } from '../../../domain/digest.ts';
import type { Cluster, KubernetesObject } from '../cluster.ts';

const STATES = ['pending', 'good', 'failed', 'cancelled', 'withdrawn', 'found', 'changed'] as const;
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

/** Newest good states that are kept; others only while there is room. */
const KEPT = 10;
/** A ConfigMap holds 1 MiB; half of it leaves room for the managed fields. */
const LONGEST = 512 * 1024;

export const historyName = (service: string): string => `sluice-history-${service}`;

/** Equal states have equal keys: the release digest, else a digest of the objects. */
export const stateKey = (
  release: { readonly digest: Digest } | undefined,
  objects: readonly KubernetesObject[],
): string => release?.digest ?? manifestsDigest(objects);

export const manifestsDigest = (objects: readonly KubernetesObject[]): Digest => digestOf(JSON.stringify(objects));

/** The history of a service as it is in its namespace. @throws as of `readHistory`, and {Refusal | Unreachable} */
export const historyOf = async (cluster: Pick<Cluster, 'get'>, service: string, namespace: string): Promise<History> =>
  readHistory(await cluster.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: historyName(service) }));

/** @throws when the ConfigMap holds what Sluice did not write: a history that cannot be read must not be overwritten. */
export function readHistory(configMap: KubernetesObject | undefined): History {
  const data = (configMap?.['data'] ?? {}) as Record<string, string>;
  return Object.entries(data)
    .map(([name, text]) => {
      try {
        return parseEntry(name, JSON.parse(text));
      } catch (cause) {
        throw new Error(
          `Entry "${name}" of ConfigMap "${configMap?.metadata.name}" is no history of Sluice. Remove that entry, then try again.`,
          { cause },
        );
      }
    })
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
}

function parseEntry(name: string, value: Record<string, unknown>): HistoryEntry {
  const { state, release, commit, at, objects, manifests } = value;
  const known = STATES.find((word) => word === state);
  if (known === undefined) throw new Error(`"${String(state)}" is no state that Sluice knows.`);
  const kept = objects as readonly KubernetesObject[];
  const digest = (release as { digest?: string } | undefined)?.digest ?? '';
  return {
    key: name.replace('-', ':'),
    // Older versions did not write the digest of the manifests.
    state: manifests === undefined || manifests === manifestsDigest(kept) ? known : 'changed',
    release: isDigest(digest)
      ? { repository: String((release as { repository: string }).repository), digest }
      : undefined,
    commit: typeof commit === 'string' ? parseCommitSha(commit) : undefined,
    at: new Date(String(at)).toISOString(),
    objects: kept,
  };
}

/** The ConfigMap to apply; old entries go first when there are too many. */
export function writeHistory(history: History, service: string, namespace: string): KubernetesObject {
  const byUse = history.toSorted((a, b) => Number(isGood(b)) - Number(isGood(a)) || (a.at < b.at ? 1 : -1));
  const pending = history.filter(({ state }) => state === 'pending');
  const data: Record<string, string> = {};
  let length = 0;
  for (const { key, ...entry } of [...new Set([...pending, ...byUse])].slice(0, KEPT + pending.length)) {
    const text = JSON.stringify({ ...entry, manifests: manifestsDigest(entry.objects) });
    length += text.length;
    if (length > LONGEST && Object.keys(data).length > 0) break;
    data[key.replace(':', '-')] = text;
  }
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: historyName(service),
      namespace,
      labels: { 'app.kubernetes.io/name': service, 'app.kubernetes.io/managed-by': 'sluice' },
    },
    data,
  };
}

export const isGood = ({ state }: HistoryEntry): boolean => state === 'good' || state === 'found';

/** Everything that was part of a state that was good. */
export const provenObjects = (history: History): readonly KubernetesObject[] =>
  history.filter(isGood).flatMap(({ objects }) => objects);

/** Puts an entry in, in place of the one with its key. */
export const remember = (history: History, entry: HistoryEntry): History =>
  [entry, ...history.filter(({ key }) => key !== entry.key)].toSorted((a, b) => (a.at < b.at ? 1 : -1));

/** The newest state that was good and is not this one. Never merely the previous one. */
export const lastGood = (history: History, except: string | undefined): HistoryEntry | undefined =>
  history.find((entry) => isGood(entry) && entry.key !== except);
