import { GAUGES } from '../../../domain/restore-drill/gauge.ts';
import { FIRST, untold } from '../ages.ts';
import type { TierAlert } from '../alert.ts';
import { binary } from '../promql/expression.ts';
import { OF_BACKUPS } from '../runbook-commands.ts';

/** An age that was never told is never too old: this one says so. */
export const backupsUntold: TierAlert = {
  name: 'BackupsUntold',
  severity: 'warning',
  of: ({ tier, databases }) => {
    const [first, ...others] = databases.flatMap((database) => [
      untold(GAUGES.backup, tier, database),
      untold(GAUGES.drill, tier, database),
    ]);
    return first === undefined
      ? undefined
      : {
          expression: others.reduce((left, right) => binary(left, 'or', right), first),
          lasts: FIRST,
          summary: `Nobody tells how old the backups of {{ $labels.database }} in ${tier.name} are, or when a restore of them has worked`,
        };
  },
  runbook: {
    meaning:
      'For a week nobody has told when the newest backup of a database was made, or no drill of it was ever good: neither can be too old then.',
    impact: 'Unknown: there may be backups, or none.',
    commands: OF_BACKUPS,
    diagnosis: [
      'Has `backup.yml` ever run? It runs on the default branch alone.',
      'Does a run say that ages were told to nobody? Its identity may lack `monitoring.metricWriter`: `sluice doctor`.',
      'Does each drill of this database fail? Then its findings are what to mend.',
    ],
    mitigation: ['Run the setup again, then both phases of `backup.yml` by hand.'],
    over: 'A drill has told when the newest backup was made, and one was good; the alert ends with the next evaluation.',
  },
};
