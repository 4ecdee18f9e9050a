import { systemClock } from '../../adapters/clock/system-clock.ts';
import { clusterAccess, namespaceOf } from '../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../adapters/kubernetes/kubernetes-cluster.ts';
import type { Run } from '../../domain/run-order.ts';
import { Refusal } from '../../engine/rollout/cluster.ts';
import type { Common } from './options.ts';
import { ownRun } from './own-run.ts';

/** A cluster that answers, and who we are in the order of runs. */
export interface ReachedCluster {
  readonly cluster: KubernetesCluster;
  readonly namespace: string;
  readonly run: Run;
  /** Only where somebody brings it himself it may be missing. */
  readonly hasNamespace: boolean;
}

/** Finds the cluster, and asks it for the time and the namespace before anything else is done with it.
 *  @param say tells what is waited for and tried again
 *  @param brings whether whoever comes brings a namespace of this name along
 *  @throws a sentence when there is no kubeconfig, no such context, no answer, no valid token, or no such namespace */
export async function reachCluster(
  common: Common,
  say: (line: string) => void,
  brings: (namespace: string) => boolean = () => false,
): Promise<ReachedCluster> {
  const access = () => clusterAccess(common.kubeconfig, process.env, common.context);
  const namespace = common.namespace ?? namespaceOf(access());
  const cluster = new KubernetesCluster(access, systemClock, Math.random, say);
  try {
    const createdAt = await cluster.serverTime();
    const hasNamespace = await isThere(cluster, namespace);
    if (!hasNamespace && !brings(namespace))
      throw new Error(
        `There is no namespace "${namespace}" in this cluster. Create it, or name another one with --namespace.`,
      );
    return { cluster, namespace, hasNamespace, run: ownRun(createdAt, systemClock.now(), Math.random()) };
  } catch (error) {
    cluster.close();
    throw error;
  }
}

async function isThere(cluster: KubernetesCluster, name: string): Promise<boolean> {
  try {
    return (await cluster.get({ apiVersion: 'v1', kind: 'Namespace', namespace: '', name })) !== undefined;
  } catch (error) {
    // A deployer need not be allowed to read it; its own objects will tell.
    if (error instanceof Refusal) return true;
    throw error;
  }
}
