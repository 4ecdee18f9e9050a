import { field, text } from '../../../adapters/github/narrow.ts';
import { entries } from '../answers.ts';
import type { DoctorRule } from '../rule.ts';

/** A service of the cloud that is not enabled refuses everything. */
export const enabledServices: DoctorRule = {
  id: 'enabled-services',
  checks: ({ gcp: { project, apis } }) =>
    apis.map((api) => ({
      lines: ['image-of-a-commit'],
      about: `the service ${api}`,
      question: {
        program: 'gcloud',
        group: 'services',
        verb: 'list',
        about: ['--enabled', `--project=${project.id}`],
      },
      judge: (value) =>
        entries([value]).some((each) => text(field(each, 'config'), 'name') === api)
          ? []
          : [
              {
                sentence: `The service ${api} is not enabled in ${project.id}.`,
                command: `gcloud services enable ${api} --project=${project.id}`,
              },
            ],
    })),
};
