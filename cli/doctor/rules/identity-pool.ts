import { field, text } from '../../../adapters/github/narrow.ts';
import { RUN_SETUP } from '../commands-that-mend.ts';
import type { DoctorRule } from '../rule.ts';

/** Where tokens of GitHub are exchanged for ones of the cloud. */
export const identityPool: DoctorRule = {
  id: 'identity-pool',
  checks: ({ gcp: { project, pool } }) => {
    const place = ['--location=global', `--project=${project.id}`];
    return [
      {
        lines: ['no-keys'],
        about: `the pool ${pool}`,
        question: {
          program: 'gcloud',
          group: 'iam workload-identity-pools',
          verb: 'describe',
          about: [pool, ...place],
        },
        judge: (value) => {
          if (value === undefined || text(value, 'state') === 'DELETED')
            return [{ sentence: `There is no pool ${pool}: no job can log in.`, command: RUN_SETUP }];
          return field(value, 'disabled') === true
            ? [
                {
                  sentence: `The pool ${pool} is disabled: no job can log in.`,
                  command: `gcloud iam workload-identity-pools update ${pool} --no-disabled ${place.join(' ')}`,
                },
              ]
            : [];
        },
      },
    ];
  },
};
