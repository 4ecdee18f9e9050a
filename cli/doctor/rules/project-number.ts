import { text } from '../../../adapters/github/narrow.ts';
import type { DoctorRule } from '../rule.ts';

/** Principals have the number of the project: another one of the name would trust nobody of ours. */
export const projectNumber: DoctorRule = {
  id: 'project-number',
  checks: ({ gcp: { project } }) => [
    {
      lines: ['no-keys'],
      about: `the project ${project.id}`,
      question: { program: 'gcloud', group: 'projects', verb: 'describe', about: [project.id] },
      judge: (value) => {
        const found = text(value, 'projectNumber');
        if (found === project.number) return [];
        return [
          {
            sentence:
              value === undefined
                ? `There is no project ${project.id}.`
                : `The project ${project.id} has the number ${found}; the delivery says ${project.number}.`,
            command:
              value === undefined
                ? `gcloud projects create ${project.id}`
                : `gcloud projects describe ${project.id} --format='value(projectNumber)'  # and say it in identityPool({ … })`,
          },
        ];
      },
    },
  ],
};
