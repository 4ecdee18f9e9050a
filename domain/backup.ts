/** How the data of protected tiers is kept: their databases, and what runs in their clusters. */
export interface Backup {
  readonly kind: 'backup';
  /** How many days a daily backup is kept. */
  readonly days: number;
  /** How many weeks a weekly one is kept, and the day it is made on. */
  readonly weeks: number;
  readonly weekday: Weekday;
  /** Zone of the nights in which backups are tried, as in `Asia/Seoul`. */
  readonly timezone: string;
  /** Notification channels of Cloud Monitoring, by their numbers, that are told where backups or drills are too old. For a delivery with a
   *  Prometheus of its own, which nobody outside can tell anything; where Google collects, its rules and routes tell it. */
  readonly channels?: readonly string[];
  /** Backups of clusters; none where it is left out, because manifests are in releases. */
  readonly clusters?: ClusterBackup;
}

/** A plan of Backup for GKE. */
export interface ClusterBackup {
  /** Region where backups are kept: another one than the cluster's outlives the loss of that. */
  readonly location: string;
  /** When they are made, as five fields of cron, in UTC. */
  readonly schedule: string;
  /** How many days they are kept. */
  readonly days: number;
}

export const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Every day for a week, and every Sunday for fourteen weeks: the longest that Firestore keeps either. */
export const backup = (given: Partial<Omit<Backup, 'kind'>> = {}): Backup => ({
  kind: 'backup',
  ...{ days: LONGEST_DAYS, weeks: LONGEST_WEEKS, weekday: 'SUNDAY', timezone: 'UTC' },
  ...given,
});

/** @see https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.backupSchedules */
export const LONGEST_DAYS = 7;
export const LONGEST_WEEKS = 14;
/** @see https://docs.cloud.google.com/kubernetes-engine/docs/add-on/backup-for-gke/reference/rest/v1/projects.locations.backupPlans */
export const LONGEST_CLUSTER_DAYS = 365;
