import type { Weekday } from '../../domain/backup.ts';
import type { GkeCluster } from '../../domain/cluster.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { databasesOf } from '../../domain/store.ts';
import { clusterKey, clustersOf } from '../../domain/waves.ts';

/** What is kept of the data of protected tiers. What anybody may push to is as short-lived as its branch. */
export interface BackupSetup {
  /** Databases that can also be read as they were at any second of the last seven days, and that have two schedules each. */
  readonly databases: readonly string[];
  readonly days: number;
  readonly weeks: number;
  readonly weekday: Weekday;
  readonly plans: readonly BackupPlan[];
}

/** A plan of Backup for GKE: what is in the namespaces of protected tiers, with their Secrets, without which no pod starts. */
export interface BackupPlan {
  readonly name: string;
  readonly location: string;
  readonly cluster: { readonly name: string; readonly location: string; readonly path: string };
  readonly namespaces: readonly string[];
  readonly schedule: string;
  readonly days: number;
}

/** @returns `undefined` for a delivery that says no backup */
export function backupSetup(delivery: Delivery, project: string): BackupSetup | undefined {
  const { backup } = delivery;
  if (backup === undefined) return undefined;
  const { days, weeks, weekday } = backup;
  return {
    ...{ days, weeks, weekday },
    databases: databasesOf(delivery).flatMap(({ id, tier }) => (tier.trust === 'protected' ? [id] : [])),
    plans: plansOf(delivery, project),
  };
}

function plansOf({ backup, cluster, tiers }: Delivery, project: string): readonly BackupPlan[] {
  const wanted = backup?.clusters;
  if (wanted === undefined) return [];
  const found = new Map<string, { readonly cluster: GkeCluster; readonly namespaces: string[] }>();
  for (const tier of tiers.filter(({ trust }) => trust === 'protected')) {
    for (const each of clustersOf(cluster, tier.clusters)) {
      const known = found.get(clusterKey(each)) ?? { cluster: each, namespaces: [] };
      known.namespaces.push(tier.namespace);
      found.set(clusterKey(each), known);
    }
  }
  return [...found.values()].map(({ cluster: { name, location }, namespaces }) => ({
    name: `${name}-${location}`,
    location: wanted.location,
    cluster: { name, location, path: `projects/${project}/locations/${location}/clusters/${name}` },
    namespaces,
    schedule: wanted.schedule,
    days: wanted.days,
  }));
}
