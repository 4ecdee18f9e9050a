import { text } from '../../../adapters/github/narrow.ts';
import { RUN_SETUP } from '../commands-that-mend.ts';
import type { DoctorRule } from '../rule.ts';

/** The data of a tier is where it is said to be, and cannot be deleted in passing. */
export const databases: DoctorRule = {
  id: 'databases',
  checks: ({ gcp: { project, databases: wanted } }) =>
    wanted.map(({ name, location, deleteProtection }) => ({
      lines: ['backup'],
      about: `the database ${name}`,
      question: {
        program: 'gcloud',
        group: 'firestore databases',
        verb: 'describe',
        about: [`--database=${name}`, `--project=${project.id}`],
      },
      judge: (value) => {
        if (value === undefined) return [{ sentence: `There is no database ${name}.`, command: RUN_SETUP }];
        const found = text(value, 'locationId');
        return [
          ...(found === location
            ? []
            : [
                {
                  sentence: `The database ${name} is in ${found}, wanted: ${location}. That cannot be changed.`,
                  command: `gcloud firestore export gs://BUCKET --database=${name} --project=${project.id}  # move its data, or say location: '${found}'`,
                },
              ]),
          ...(deleteProtection && text(value, 'deleteProtectionState') !== 'DELETE_PROTECTION_ENABLED'
            ? [
                {
                  sentence: `The database ${name} can be deleted by one command.`,
                  command: `gcloud firestore databases update --database=${name} --delete-protection --project=${project.id}`,
                },
              ]
            : []),
        ];
      },
    })),
};
