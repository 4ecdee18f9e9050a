import { historyName, serviceOfHistory } from '../../../domain/history-object.ts';
import { type Cluster, type KubernetesObject, Refusal, seenOf } from '../cluster.ts';
import { overMoves } from '../over-moves.ts';
import type { History } from './history.ts';
import { entriesOf } from './history-secret.ts';
import { UnusableHistory } from './unusable-history.ts';

/** Where versions up to 0.1 kept the history: in a ConfigMap, which everybody who may view the namespace reads. */
export const earlierHistory = async (
  cluster: Pick<Cluster, 'get'>,
  service: string,
  namespace: string,
): Promise<KubernetesObject | undefined> =>
  cluster.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: historyName(service) });

/** The history is moved once. From then on the ConfigMap is no history: who may write ConfigMaps must not choose what is gone back to.
 *  @throws {UnusableHistory} */
export const movedHistory = (kept: History, earlier: KubernetesObject | undefined, namespace: string): History =>
  kept.length > 0 || earlier === undefined ? kept : entriesOf(earlier, (text) => text, namespace);

/** What any object has of it; none where it is something else, or cannot be read. */
export function earlierEntries(object: KubernetesObject): History {
  const { kind, metadata } = object;
  if (kind !== 'ConfigMap' || serviceOfHistory(metadata.name) === undefined) return [];
  try {
    return movedHistory([], object, metadata.namespace ?? '');
  } catch (error) {
    if (error instanceof UnusableHistory) return [];
    throw error;
  }
}

/** Copies of a whole object that clients keep in it. */
const COPIES = { 'kubectl.kubernetes.io/last-applied-configuration': null };

export const holdsSomething = ({ metadata, ...configMap }: KubernetesObject): boolean =>
  [configMap['data'], configMap['binaryData']].some((data) => Object.keys(data ?? {}).length > 0) ||
  Object.keys(COPIES).some((name) => metadata.annotations?.[name] !== undefined);

/** Takes the plain text away, once the Secret has it: the whole ConfigMap, or all that is in it where nothing may be deleted.
 *  Who is killed before leaves it to the next run. @throws {Refusal | Unreachable} */
export async function clearEarlier(cluster: Cluster, earlier: KubernetesObject, namespace: string): Promise<void> {
  await overMoves(async (tries) => {
    const now = tries === 1 ? earlier : await cluster.get({ ...seenOf(earlier, namespace) });
    if (now === undefined || !holdsSomething(now)) return;
    try {
      await cluster.delete(seenOf(now, namespace));
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 403) throw error;
      await cluster.patch(seenOf(now, namespace), {
        data: null,
        binaryData: null,
        metadata: { annotations: COPIES },
      });
    }
  });
}
