import type { Section } from '../text/section.ts';
import { word } from '../text/shell.ts';
import type { GcpSetup } from './gcp-setup.ts';

/** What a setup asks of `gcloud` for backups; nothing where the delivery says none. */
export const backupSections = ({ backups }: GcpSetup): readonly Section[] =>
  backups === undefined
    ? []
    : [
        ...(backups.databases.length === 0
          ? []
          : [
              {
                title: 'Backups of databases, and what they held at any second of the last seven days',
                lines: backups.databases.flatMap((database) => [
                  `point_in_time ${word(database)}`,
                  `backup_schedule ${word(database)} ${backups.days}d daily`,
                  `backup_schedule ${word(database)} ${backups.weeks}w weekly ${backups.weekday}`,
                ]),
              },
            ]),
        ...(backups.plans.length === 0
          ? []
          : [
              {
                title: 'Backups of clusters: the namespaces of protected tiers',
                lines: backups.plans.map(
                  ({ name, location, cluster, namespaces, schedule, days }) =>
                    `backup_plan ${word(name)} ${word(location)} ${word(cluster.location)} ${word(cluster.name)} ${word(namespaces.join(','))} ${word(schedule)} ${days}`,
                ),
              },
            ]),
      ];

export const backupFunctions = ({ backups }: GcpSetup): string =>
  backups === undefined
    ? ''
    : `${backups.databases.length === 0 ? '' : SCHEDULES}${backups.plans.length === 0 ? '' : PLANS}`;

const SCHEDULES = `
# point_in_time DATABASE: it can be read as it was, for seven days
point_in_time() {
  gcloud firestore databases update --database="$1" --enable-pitr --project="$project" >/dev/null
}

# backup_schedule DATABASE KEPT RECURRENCE [DAY]: a database has one of each recurrence, and its day cannot be changed
backup_schedule() {
  local found id on of=(--database="$1" --project="$project") kept=$2 recurrence=$3 day=\${4-}
  found=$(gcloud firestore backups schedules list "\${of[@]}" \\
    --format='value[separator=" "](name.basename(),weeklyRecurrence.day)')
  while read -r id on; do
    [ -n "$id" ] || continue
    case $recurrence:$on in daily: | weekly:?*) ;; *) continue ;; esac
    [ "$on" = "$day" ] ||
      complain "The database $1 is backed up on $on, wanted: $day. Delete the schedule $id, and run this again."
    gcloud firestore backups schedules update "\${of[@]}" --backup-schedule="$id" --retention="$kept" </dev/null >/dev/null
    return
  done <<<"$found"
  gcloud firestore backups schedules create "\${of[@]}" --retention="$kept" --recurrence="$recurrence" \\
    \${day:+--day-of-week="\${day:0:3}"}
}
`;

const PLANS = `
# backup_plan NAME LOCATION CLUSTER_LOCATION CLUSTER NAMESPACES SCHEDULE DAYS
backup_plan() {
  local found place=(--location="$2" --project="$project")
  local rule=(
    --selected-namespaces="$5"
    --include-secrets
    --include-volume-data
    --cron-schedule="$6"
    --backup-retain-days="$7"
  )
  found=$(gcloud container clusters describe "$4" --location="$3" --project="$project" \\
    --format='value(addonsConfig.gkeBackupAgentConfig.enabled)' 2>/dev/null) || found=
  [ "$found" = True ] ||
    complain "The cluster $4 lets nobody back it up: gcloud container clusters update $4 --location=$3 --update-addons=BackupRestore=ENABLED"
  if gcloud beta container backup-restore backup-plans describe "$1" "\${place[@]}" >/dev/null 2>&1; then
    gcloud beta container backup-restore backup-plans update "$1" "\${place[@]}" "\${rule[@]}" >/dev/null
  else
    gcloud beta container backup-restore backup-plans create "$1" "\${place[@]}" "\${rule[@]}" \\
      --cluster="projects/$project/locations/$3/clusters/$4"
  fi
}
`;
