import { type Backup, LONGEST_CLUSTER_DAYS, LONGEST_DAYS, LONGEST_WEEKS } from '../backup.ts';
import { isSchedule } from '../cron.ts';
import type { Delivery } from '../delivery.ts';
import { channelClaims, labelClaim } from '../observability/channels.ts';
import type { Problem } from '../problem.ts';
import { DRILL_PREFIX, LONGEST_SOURCE } from '../restore-drill/drill-name.ts';
import { DRILL_ENVIRONMENT, drilledDatabases, drillTier } from '../restore-drill/drilled.ts';
import { databasesOf } from '../store.ts';
import { isTimeZone } from '../time-zone.ts';
import { broken } from './claim.ts';

const REGION = /^[a-z]+-[a-z]+\d+$/;

/** What the cloud would not keep, or nothing would be kept by. */
export const backupProblems = (backup: Backup, delivery: Backed): readonly Problem[] => [
  ...within('backup.days', backup.days, LONGEST_DAYS, 'Firestore keeps daily backups for 1 to 7 days.'),
  ...within('backup.weeks', backup.weeks, LONGEST_WEEKS, 'Firestore keeps weekly backups for 1 to 14 weeks.'),
  ...clusterProblems(backup),
  ...channelProblems(backup, delivery),
  ...drillProblems(backup, delivery),
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

type Backed = Pick<Delivery, 'cluster' | 'observability' | 'repository' | 'services' | 'tiers'>;

/** Backups are tried by an identity of its own, whose right ends at the name of a database. */
function drillProblems(backup: Backup, { cluster, repository, services, tiers }: Backed): readonly Problem[] {
  const drilled = drilledDatabases({ backup, services, tiers });
  if (drilled.length === 0) return [];
  const wrong = (message: string, value: unknown, field = 'backup'): Problem => ({ field, value, message });
  return [
    ...(isTimeZone(backup.timezone)
      ? []
      : [wrong('Wanted a zone of the IANA, as in "Asia/Seoul".', backup.timezone, 'backup.timezone')]),
    ...(repository !== undefined && cluster.identity.pool !== undefined
      ? []
      : [
          wrong(
            'Backups are tried by an identity that the setup bounds to its own copies: say `repository: github({ … })` and the `pool` of `workloadIdentity(…)`.',
            backup.kind,
          ),
        ]),
    ...(drillTier({ backup, services, tiers }) === undefined
      ? [wrong('Backups are tried on the branch of a protected tier, and none names one.', backup.kind)]
      : []),
    ...tiers
      .filter(({ name }) => name === DRILL_ENVIRONMENT)
      .map(({ name }) => wrong('That is where backups are tried: call the tier otherwise.', name, 'tiers')),
    ...drilled
      .filter(({ id }) => id.startsWith(DRILL_PREFIX) || id.length > LONGEST_SOURCE)
      .map(({ id }) =>
        wrong(
          `A backup of "${id}" is restored into ${DRILL_PREFIX}DAY-${id}, which Firestore takes with ${LONGEST_SOURCE} characters of it at most, and what is called like a copy would be deleted as one: call it otherwise.`,
          id,
        ),
      ),
  ];
}

/** Who is told is a matter of routes where Google collects, and of channels where nobody else can be told. */
function channelProblems({ channels }: Backup, { observability }: Backed): readonly Problem[] {
  if (channels === undefined) return [];
  const at = 'backup.channels';
  if (observability?.kind !== 'kube-prometheus-stack')
    return [
      {
        field: at,
        value: channels,
        message:
          'They are for a delivery with `kubePrometheusStack({ … })`: elsewhere nobody judges ages by them. Leave them out.',
      },
    ];
  return broken('', [...channelClaims(at, channels), labelClaim('observability.owner', observability.owner)]);
}

function clusterProblems({ clusters }: Backup): readonly Problem[] {
  if (clusters === undefined) return [];
  const { location, schedule, days } = clusters;
  return [
    ...(REGION.test(location)
      ? []
      : [{ field: 'backup.clusters.location', value: location, message: 'Wanted a region, such as europe-west1.' }]),
    ...(isSchedule(schedule)
      ? []
      : [
          {
            field: 'backup.clusters.schedule',
            value: schedule,
            message: 'Wanted five fields of cron that name a time, such as "0 3 * * *".',
          },
        ]),
    ...within('backup.clusters.days', days, LONGEST_CLUSTER_DAYS, 'Backup for GKE keeps backups for 1 to 365 days.'),
  ];
}

const within = (field: string, value: number, most: number, message: string): readonly Problem[] =>
  Number.isInteger(value) && value >= 1 && value <= most ? [] : [{ field, value, message }];
