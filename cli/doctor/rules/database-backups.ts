import { field, text } from '../../../adapters/github/narrow.ts';
import type { BackupSetup } from '../../../setup-src/gcp/backups.ts';
import { entries } from '../answers.ts';
import { RUN_SETUP } from '../commands-that-mend.ts';
import type { Check, DoctorRule } from '../rule.ts';

const DAY = 24 * 60 * 60;

/** What a database has two of: how often, and for how many seconds a backup is kept. */
const SCHEDULES: readonly {
  readonly recurrence: string;
  readonly often: string;
  readonly kept: (backups: BackupSetup) => number;
}[] = [
  { recurrence: 'dailyRecurrence', often: 'every day', kept: ({ days }) => days * DAY },
  { recurrence: 'weeklyRecurrence', often: 'every week', kept: ({ weeks }) => weeks * 7 * DAY },
];

/** `604800s`, as Google writes durations. */
const secondsOf = (duration: unknown): number => Number(/^(\d+)s$/.exec(String(duration))?.[1] ?? 0);

/** A database that is backed up has a schedule for every day and one for every week, which keep what the delivery says, and can be read as
 *  it was. */
export const databaseBackups: DoctorRule = {
  id: 'database-backups',
  checks: ({ gcp: { project, backups } }) =>
    (backups?.databases ?? []).flatMap((name): readonly Check[] => {
      const about = [`--database=${name}`, `--project=${project.id}`];
      return [
        {
          lines: ['backup'],
          about: `the schedules of ${name}`,
          question: { program: 'gcloud', group: 'firestore backups schedules', verb: 'list', about },
          judge: (value) => {
            const found = entries([value]);
            return SCHEDULES.flatMap(({ recurrence, often, kept }) => {
              const schedule = found.find((each) => field(each, recurrence) !== undefined);
              const wanted = backups === undefined ? 0 : kept(backups);
              const observed = secondsOf(field(schedule, 'retention'));
              if (schedule === undefined) return [`The database ${name} is not backed up ${often}.`];
              return observed === wanted
                ? []
                : [
                    `What is backed up ${often} of the database ${name} is kept for ${observed / DAY} days; wanted ${wanted / DAY}.`,
                  ];
            }).map((sentence) => ({ sentence, command: RUN_SETUP }));
          },
        },
        {
          lines: ['backup'],
          about: `what ${name} held before`,
          question: { program: 'gcloud', group: 'firestore databases', verb: 'describe', about },
          judge: (value) =>
            value === undefined || text(value, 'pointInTimeRecoveryEnablement') === 'POINT_IN_TIME_RECOVERY_ENABLED'
              ? []
              : [
                  {
                    sentence: `The database ${name} cannot be read as it was: no restored copy could be compared with it.`,
                    command: `gcloud firestore databases update --database=${name} --enable-pitr --project=${project.id}`,
                  },
                ],
        },
      ];
    }),
};
