import { gunzipSync, gzipSync } from 'node:zlib';
import { HISTORY_TYPE, historyLabels, historyName } from '../../../domain/history-object.ts';
import { type KubernetesObject, nameOf, type ObjectReference } from '../cluster.ts';
import { type History, type HistoryEntry, isGood, manifestsDigest, newestFirst } from './history.ts';
import { parseEntry } from './history-entry.ts';
import { UnusableHistory } from './unusable-history.ts';

/** Newest good states that are kept; others only while there is room. */
const KEPT = 10;
/** A Secret holds 1 MiB, counted without base64; some of it is left for what others add.
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/core/types.go (MaxSecretSize) */
const LONGEST = 1000 * 1024;
/** What one entry may become when it is unpacked: more than any release has, and little enough to hold. */
const UNPACKED = 16 * 1024 * 1024;

export const historySecret = (service: string, namespace: string): ObjectReference => ({
  ...{ apiVersion: 'v1', kind: 'Secret', namespace, name: historyName(service) },
});

/** The states of a history, newest first; none where there is no Secret, or an empty one, as the bootstrap of a tier makes it.
 *  @throws {UnusableHistory} for what Sluice did not write: a history that cannot be read must not be overwritten. */
export function readHistory(secret: KubernetesObject | undefined): History {
  if (secret === undefined) return [];
  const { namespace = '' } = secret.metadata;
  assertOurs(secret, namespace);
  return entriesOf(secret, (packed) => unpacked(packed), namespace);
}

/** The same of any object, for who only wants to know what is in it; none where it is no history, or none that can be read. */
export function entriesAsFound(object: KubernetesObject): History {
  try {
    return object.kind === 'Secret' && object['type'] === HISTORY_TYPE ? readHistory(object) : [];
  } catch (error) {
    if (error instanceof UnusableHistory) return [];
    throw error;
  }
}

/** Entries of a Secret or of a ConfigMap. @throws {UnusableHistory} */
export function entriesOf(
  holder: KubernetesObject,
  textOf: (value: string) => string | undefined,
  namespace: string,
): History {
  const data = typeof holder['data'] === 'object' && holder['data'] !== null ? holder['data'] : {};
  return newestFirst(
    Object.entries(data).map(([name, value]: [string, unknown]) => {
      const text = typeof value === 'string' ? textOf(value) : undefined;
      const entry =
        text === undefined
          ? ({ reason: 'history-unreadable', what: 'cannot be unpacked' } as const)
          : parseEntry(name.replace('-', ':'), text, namespace);
      if ('key' in entry) return entry;
      const kind = holder.kind.toLowerCase();
      throw new UnusableHistory(
        entry.reason,
        `Entry "${name}" of ${nameOf(holder)} is no history of Sluice: it ${entry.what}. Nothing was written. Remove that entry, then try again: kubectl --namespace ${namespace} patch ${kind} ${holder.metadata.name} --type json --patch '[{"op":"remove","path":"/data/${name}"}]'`,
      );
    }),
  );
}

/** A Secret of that name that is not ours is somebody's secret: it is neither read nor written. @throws {UnusableHistory} */
function assertOurs(secret: KubernetesObject, namespace: string): void {
  const { metadata } = secret;
  const type = secret['type'];
  const manager = metadata.labels?.['app.kubernetes.io/managed-by'];
  const found =
    type !== HISTORY_TYPE
      ? `has the type "${String(type)}", wanted "${HISTORY_TYPE}"`
      : manager !== 'sluice'
        ? `has the label app.kubernetes.io/managed-by "${manager ?? ''}", wanted "sluice"`
        : undefined;
  if (found !== undefined)
    throw new UnusableHistory(
      'history-foreign',
      `${nameOf(secret)} in namespace "${namespace}" ${found}, so somebody else made it. Nothing was written. Give that Secret another name, or choose another name of the service: the history of a service is kept under this one.`,
    );
  if (secret['immutable'] === true)
    throw new UnusableHistory(
      'history-immutable',
      `${nameOf(secret)} in namespace "${namespace}" is immutable, so nothing can be added to the history. Nothing was written. Make a copy of it without "immutable" in its place.`,
    );
}

/** What has to be kept, the most needed first: what is under way, then what was good, then the rest. */
function byNeed(history: History): readonly HistoryEntry[] {
  const [pending] = newestFirst(history.filter(({ state }) => state === 'pending'));
  const others = newestFirst(history).filter((entry) => entry !== pending);
  return [...(pending === undefined ? [] : [pending]), ...others.filter(isGood), ...others.filter((e) => !isGood(e))];
}

/** What of a history fits into its Secret, packed, the most needed first; and how many bytes too many there were. */
export function fitting(history: History): { readonly kept: ReadonlyMap<HistoryEntry, string>; readonly left: number } {
  // What is under way comes first; what dead runs have left open is kept as long as there is room, as everything else.
  const open = history.some(({ state }) => state === 'pending') ? 1 : 0;
  const kept = new Map<HistoryEntry, string>();
  let length = 0;
  for (const entry of byNeed(history).slice(0, KEPT + open)) {
    const bytes = gzipSync(textOf(entry));
    length += bytes.length;
    if (length > LONGEST) return { kept, left: length - LONGEST };
    kept.set(entry, bytes.toString('base64'));
  }
  return { kept, left: 0 };
}

/** The Secret to apply; old entries go first when there are too many. Without entries it is what the bootstrap of a tier makes. */
export function writeHistory(history: History, service: string, namespace: string): KubernetesObject {
  const data = Object.fromEntries(
    [...fitting(history).kept].map(([{ key }, packed]) => [key.replace(':', '-'), packed]),
  );
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: HISTORY_TYPE,
    metadata: { name: historyName(service), namespace, labels: historyLabels(service) },
    ...(Object.keys(data).length === 0 ? {} : { data }),
  };
}

/** The text of an entry; its key is its name. */
export const textOf = ({ key: _, ...entry }: HistoryEntry): string =>
  JSON.stringify({ ...entry, manifests: manifestsDigest(entry.objects) });

/** @returns `undefined` for what is not packed, or would fill the memory. */
function unpacked(packed: string): string | undefined {
  try {
    return gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: UNPACKED }).toString('utf8');
  } catch {
    return undefined;
  }
}
