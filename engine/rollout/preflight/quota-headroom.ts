import { isSame } from '../../../domain/verdict/same-template.ts';
import { type Cluster, type KubernetesObject, nameOf, Refusal } from '../cluster.ts';
import type { Live } from '../live/live.ts';
import { labelsAt, partAt, recordsAt, textsAt } from '../object-parts.ts';
import { isWorkload, type WorkloadManifest } from '../workload.ts';
import { quantity } from './quantity.ts';

/** How many pods more there are while a workload rolls out. */
export interface PodDemand {
  readonly by: string;
  /** Without which nothing moves. */
  readonly least: number;
  /** Wanted at most. */
  readonly most: number;
  /** Of one pod, by the names that quotas have: `pods`, `requests.cpu`, … */
  readonly each: Readonly<Record<string, number>>;
}

/** @param after the workload as the server would have it, defaults filled in; `before` as it is. */
export function podDemand(after: WorkloadManifest, before: KubernetesObject | undefined): PodDemand {
  const { spec } = after;
  const old = before === undefined || !isWorkload(before) ? undefined : before.spec;
  const replicas = spec.replicas ?? 1;
  const growth = Math.max(0, replicas - (old === undefined ? 0 : (old.replicas ?? 1)));
  const moves = old !== undefined && !isSame(old.template, spec.template);
  const rolls = moves && after.kind === 'Deployment' && partAt(spec, 'strategy', 'type') !== 'Recreate';
  const budget = (name: 'maxSurge' | 'maxUnavailable', round: (value: number) => number): number =>
    share(partAt(spec, 'strategy', 'rollingUpdate', name) ?? '25%', replicas, round);
  const surge = rolls ? budget('maxSurge', Math.ceil) : 0;
  // With a pod to spare, an old one goes first and its room is free.
  const stuckWithout = rolls && budget('maxUnavailable', Math.floor) === 0 ? 1 : 0;
  const isDaemonSet = after.kind === 'DaemonSet';
  return {
    by: nameOf(after),
    least: isDaemonSet ? 0 : Math.max(growth, stuckWithout),
    most: isDaemonSet ? 0 : growth + surge,
    each: podRequests(after),
  };
}

const share = (value: unknown, of: number, round: (value: number) => number): number =>
  typeof value === 'number' ? value : round((Number.parseFloat(String(value)) * of) / 100);

/** At least what one pod counts; a LimitRange or a sidecar may add to it. */
function podRequests(workload: WorkloadManifest): Record<string, number> {
  const containers = recordsAt(workload, 'spec', 'template', 'spec', 'containers');
  const sum: Record<string, number> = { pods: 1, 'count/pods': 1 };
  const add = (name: string, value: unknown) => {
    const amount = quantity(value);
    if (amount !== undefined) sum[name] = (sum[name] ?? 0) + amount;
  };
  for (const container of containers)
    for (const name of ['cpu', 'memory']) {
      const limit = partAt(container, 'resources', 'limits', name);
      const request = partAt(container, 'resources', 'requests', name) ?? limit;
      add(`requests.${name}`, request);
      add(name, request);
      add(`limits.${name}`, limit);
    }
  return sum;
}

/** Compares what is wanted with what the quotas of the namespace leave. All of it is told and none of it refused: pods that end give
 *  their share back, and the controller tries again till then. What stays refused is seen, explained and undone in seconds. */
export function headroomNotes(quotas: readonly KubernetesObject[], demands: readonly PodDemand[]): readonly string[] {
  const notes: string[] = [];
  for (const quota of quotas) {
    const [hard, used] = [labelsAt(quota, 'status', 'hard'), labelsAt(quota, 'status', 'used')];
    const isScoped =
      textsAt(quota, 'spec', 'scopes').length > 0 || partAt(quota, 'spec', 'scopeSelector') !== undefined;
    for (const [name, limit] of Object.entries(hard)) {
      const left = (quantity(limit) ?? Number.POSITIVE_INFINITY) - (quantity(used[name]) ?? 0);
      const total = (count: 'least' | 'most') =>
        demands.reduce((sum, demand) => sum + demand[count] * (demand.each[name] ?? 0), 0);
      if (total('most') <= left + 1e-9) continue;
      const who = demands.filter((demand) => demand.most * (demand.each[name] ?? 0) > 0).map(({ by }) => by);
      const has = `ResourceQuota "${quota.metadata.name}" has ${used[name] ?? '0'} of ${limit} ${name} in use`;
      const certain = total('least') > left + 1e-9 && !isScoped;
      const wanted = `${who.join(' and ')} ${who.length === 1 ? 'needs' : 'need'} ${told(total(certain ? 'least' : 'most'))} more`;
      notes.push(
        certain
          ? `${has}, and ${wanted}. Raise the quota, lower the requests, or allow maxUnavailable.`
          : `${has}, and ${wanted} for a moment: the rollout may be slow.`,
      );
    }
  }
  return notes;
}

const told = (amount: number): string => String(Math.round(amount * 1000) / 1000);

/** @param answers the workloads as the dry run answered them. */
export async function quotaHeadroom(
  cluster: Cluster,
  answers: readonly KubernetesObject[],
  live: Live,
  namespace: string,
): Promise<readonly string[]> {
  const demands = answers.filter(isWorkload).map((object) => podDemand(object, live.get(nameOf(object))));
  if (demands.every(({ most }) => most === 0)) return [];
  try {
    const { objects } = await cluster.list({ apiVersion: 'v1', kind: 'ResourceQuota', namespace });
    return headroomNotes(objects, demands);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
