import type { Cluster, KubernetesObject } from '../cluster.ts';
import { earlierHistory, holdsSomething, movedHistory } from './earlier-history.ts';
import type { History } from './history.ts';
import { historySecret, readHistory } from './history-secret.ts';

/** The history of a service as it is in its namespace, and the ConfigMap of an earlier version that still has it in plain text.
 *  @throws {UnusableHistory | Refusal | Unreachable} */
export async function keptHistory(
  cluster: Pick<Cluster, 'get'>,
  service: string,
  namespace: string,
): Promise<{ readonly history: History; readonly earlier: KubernetesObject | undefined }> {
  const [secret, found] = await Promise.all([
    cluster.get(historySecret(service, namespace)),
    earlierHistory(cluster, service, namespace),
  ]);
  const earlier = found !== undefined && holdsSomething(found) ? found : undefined;
  return { history: movedHistory(readHistory(secret), earlier, namespace), earlier };
}
