import { field, text } from '../../../adapters/github/narrow.ts';
import { entries } from '../answers.ts';
import { RUN_SETUP } from '../commands-that-mend.ts';
import type { Check, DoctorRule } from '../rule.ts';

/** A database that is backed up has a schedule for every day and one for every week, and can be read as it was. */
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
            const kinds = [
              ...(found.some((each) => field(each, 'dailyRecurrence') !== undefined) ? [] : ['every day']),
              ...(found.some((each) => field(each, 'weeklyRecurrence') !== undefined) ? [] : ['every week']),
            ];
            return kinds.map((kind) => ({
              sentence: `The database ${name} is not backed up ${kind}.`,
              command: RUN_SETUP,
            }));
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
