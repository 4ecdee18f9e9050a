import type { Pod } from '../../../domain/verdict/kubernetes.ts';
import { type Clock, within } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import { textAt } from '../object-parts.ts';

/** A rollback waits for it, and few deployers may read nodes; the remedy is right without it, too. */
const WITHIN = 2_000;

/** `Node "a" is linux/arm64.`, for the first of these pods that has a node whose platform we may read; else `undefined`. */
export async function nodePlatform(
  pods: readonly Pod[],
  cluster: Pick<Cluster, 'get'>,
  clock: Clock,
): Promise<string | undefined> {
  const name = pods.find(({ spec }) => spec.nodeName !== undefined)?.spec.nodeName;
  if (name === undefined) return undefined;
  const reading = cluster.get({ apiVersion: 'v1', kind: 'Node', namespace: '', name }).catch(() => undefined);
  const node = await within(reading, WITHIN, clock, undefined);
  const architecture = textAt(node, 'status', 'nodeInfo', 'architecture');
  const system = textAt(node, 'status', 'nodeInfo', 'operatingSystem') ?? 'linux';
  return architecture === undefined ? undefined : `Node "${name}" is ${system}/${architecture}.`;
}
