import { type Backup, LONGEST_CLUSTER_DAYS, LONGEST_DAYS, LONGEST_WEEKS } from '../backup.ts';
import type { Delivery } from '../delivery.ts';
import type { Problem } from '../problem.ts';
import { databasesOf } from '../store.ts';

const REGION = /^[a-z]+-[a-z]+\d+$/;
const CRON = /^[0-9*,/-]+( [0-9*,/-]+){4}$/;

/** What the cloud would not keep, or nothing would be kept by. */
export const backupProblems = (backup: Backup, delivery: Pick<Delivery, 'services' | 'tiers'>): readonly Problem[] => [
  ...within('backup.days', backup.days, LONGEST_DAYS, 'Firestore keeps daily backups for 1 to 7 days.'),
  ...within('backup.weeks', backup.weeks, LONGEST_WEEKS, 'Firestore keeps weekly backups for 1 to 14 weeks.'),
  ...clusterProblems(backup),
  ...(backup.clusters !== undefined || databasesOf(delivery).some(({ tier }) => tier.trust === 'protected')
    ? []
    : [
        {
          field: 'backup',
          value: backup.kind,
          message:
            'No service keeps data in a protected tier, so nothing would be backed up: say `store: firestore({ … })`, or leave it out.',
        },
      ]),
];

function clusterProblems({ clusters }: Backup): readonly Problem[] {
  if (clusters === undefined) return [];
  const { location, schedule, days } = clusters;
  return [
    ...(REGION.test(location)
      ? []
      : [{ field: 'backup.clusters.location', value: location, message: 'Wanted a region, such as europe-west1.' }]),
    ...(CRON.test(schedule)
      ? []
      : [
          {
            field: 'backup.clusters.schedule',
            value: schedule,
            message: 'Wanted five fields of cron, such as "0 3 * * *".',
          },
        ]),
    ...within('backup.clusters.days', days, LONGEST_CLUSTER_DAYS, 'Backup for GKE keeps backups for 1 to 365 days.'),
  ];
}

const within = (field: string, value: number, most: number, message: string): readonly Problem[] =>
  Number.isInteger(value) && value >= 1 && value <= most ? [] : [{ field, value, message }];
