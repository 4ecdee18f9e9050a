import { block, type HclBlock, type HclValue, reference } from '../text/hcl.ts';
import type { BackupPlan } from './backups.ts';
import type { GcpSetup } from './gcp-setup.ts';

const DAY = 24 * 60 * 60;

/** Schedules of databases, and plans of clusters. That databases can be read as they were is said where they are made. */
export const backupBlocks = (
  { project, backups }: GcpSetup,
  label: (name: string) => string,
  enabled: HclValue,
): readonly HclBlock[] =>
  backups === undefined
    ? []
    : [
        ...backups.databases.flatMap((database) => {
          const of = {
            project: project.id,
            database: reference(`google_firestore_database.${label(database)}.name`),
          };
          return [
            block(
              'resource',
              ['google_firestore_backup_schedule', label(`${database}_daily`)],
              { ...of, retention: `${backups.days * DAY}s` },
              [block('daily_recurrence', [], {})],
            ),
            block(
              'resource',
              ['google_firestore_backup_schedule', label(`${database}_weekly`)],
              { ...of, retention: `${backups.weeks * 7 * DAY}s` },
              [block('weekly_recurrence', [], { day: backups.weekday })],
            ),
          ];
        }),
        ...backups.plans.map((plan) => planBlock(project.id, plan, label(plan.name), enabled)),
      ];

const planBlock = (
  project: string,
  { name, location, cluster, namespaces, schedule, days }: BackupPlan,
  label: string,
  enabled: HclValue,
): HclBlock =>
  block(
    'resource',
    ['google_gke_backup_backup_plan', label],
    { project, name, location, cluster: cluster.path, depends_on: enabled },
    [
      block('retention_policy', [], { backup_retain_days: days }),
      block('backup_schedule', [], { cron_schedule: schedule }),
      block('backup_config', [], { include_secrets: true, include_volume_data: true }, [
        block('selected_namespaces', [], { namespaces }),
      ]),
    ],
  );
