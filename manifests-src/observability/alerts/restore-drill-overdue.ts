import { GAUGES } from '../../../domain/restore-drill/gauge.ts';
import { tooOld } from '../ages.ts';
import type { TierAlert } from '../alert.ts';
import { OF_BACKUPS } from '../runbook-commands.ts';

export const restoreDrillOverdue: TierAlert = {
  name: 'RestoreDrillOverdue',
  severity: 'warning',
  of: tooOld(
    GAUGES.drill,
    ({ name }) =>
      `No restore of {{ $labels.database }} in ${name} was seen to work for {{ $value | humanizeDuration }}`,
  ),
  runbook: {
    meaning: 'No drill of a database was good for more than two days: they fail, or none runs.',
    impact: 'None yet. Whether the backups of these days bring anything back is not known.',
    commands: OF_BACKUPS,
    diagnosis: [
      'What do the last runs of `backup.yml` say? Each finding names what to do.',
      'None has run: GitHub turns schedules off after sixty days without a commit.',
    ],
    mitigation: [
      'Mend what the finding names, and start both phases by hand: `gh workflow run backup.yml -f phase=start`, and `-f phase=finish` when the restore has ended.',
      'A workflow that is turned off: `gh workflow enable backup.yml`.',
    ],
    over: 'A drill is good: `backup.yml` is green, and the alert ends with the evaluation after it.',
  },
};
