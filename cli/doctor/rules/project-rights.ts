import { grants } from '../answers.ts';
import type { DoctorRule } from '../rule.ts';

/** A deployer finds its cluster, and pods their database. */
export const projectRights: DoctorRule = {
  id: 'project-rights',
  checks: ({ gcp: { project, identities, pods } }) => {
    const wanted = [
      ...identities.flatMap(({ name, member, rights }) =>
        rights.flatMap((right) =>
          right.kind === 'project' || right.kind === 'conditional'
            ? [
                {
                  who: name,
                  role: right.role,
                  member,
                  condition: right.kind === 'project' ? undefined : right.condition,
                },
              ]
            : [],
        ),
      ),
      ...pods.map(({ service, tier, principal, right }) => ({
        who: `${service} in ${tier}`,
        role: right.role,
        member: principal,
        condition: right.condition,
      })),
    ];
    return wanted.map(({ who, role, member, condition }) => ({
      lines: ['no-keys'],
      about: `the right ${role} of ${who}`,
      question: { program: 'gcloud', group: 'projects', verb: 'get-iam-policy', about: [project.id] },
      judge: (value) =>
        value === undefined || grants(value, role, member, condition)
          ? []
          : [
              {
                sentence: `${who} has no ${role} in the project ${project.id}${condition === undefined ? '' : `, where ${condition}`}.`,
                command: `gcloud projects add-iam-policy-binding ${project.id} --role=${role} --member='${member}' --condition=${condition === undefined ? 'None' : `"expression=${condition},title=sluice"`}`,
              },
            ],
    }));
  },
};
