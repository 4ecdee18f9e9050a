import { GAUGES } from '../../../domain/restore-drill/gauge.ts';
import { tooOld } from '../ages.ts';
import type { TierAlert } from '../alert.ts';
import { OF_BACKUPS } from '../runbook-commands.ts';

export const backupTooOld: TierAlert = {
  name: 'BackupTooOld',
  severity: 'warning',
  of: tooOld(
    GAUGES.backup,
    ({ name }) => `The newest known backup of {{ $labels.database }} in ${name} is {{ $value | humanizeDuration }} old`,
  ),
  runbook: {
    meaning:
      'The newest backup that a drill has seen of a database is more than two days old. Either none is made, or nobody has looked.',
    impact: 'None yet. What is lost now can be read as it was for seven days, and after that by this backup alone.',
    commands: OF_BACKUPS,
    diagnosis: [
      'Has `backup.yml` run in the last night, and what does its summary say?',
      'Is the schedule there? `gcloud firestore backups schedules list --database=DATABASE`.',
    ],
    mitigation: [
      'Run the setup again (`setup/gcp/setup.sh`), which makes the schedules.',
      'Until there is a backup: `gcloud firestore export` writes what the database holds.',
    ],
    over: 'The next drill tells of a backup that is less than two days old; the alert ends with the evaluation after it.',
  },
};
