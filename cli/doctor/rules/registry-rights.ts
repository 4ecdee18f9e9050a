import { grants } from '../answers.ts';
import type { DoctorRule } from '../rule.ts';

/** Each identity has its rights on the repositories of the registry. */
export const registryRights: DoctorRule = {
  id: 'registry-rights',
  checks: ({ gcp: { project, location, identities } }) =>
    identities.flatMap(({ name, member, rights }) =>
      rights.flatMap((right) => {
        if (right.kind !== 'registry') return [];
        const place = [`--location=${location}`, `--project=${project.id}`];
        return [
          {
            lines: ['image-of-a-commit', 'no-keys'] as const,
            about: `the right of ${name} on ${right.repository}`,
            question: {
              program: 'gcloud',
              group: 'artifacts repositories',
              verb: 'get-iam-policy',
              about: [right.repository, ...place],
            } as const,
            judge: (value: unknown) =>
              value === undefined || grants(value, right.role, member)
                ? []
                : [
                    {
                      sentence: `The identity ${name} has no ${right.role} on the repository ${right.repository}.`,
                      command: `gcloud artifacts repositories add-iam-policy-binding ${right.repository} ${place.join(' ')} --role=${right.role} --member='${member}'`,
                    },
                  ],
          },
        ];
      }),
    ),
};
