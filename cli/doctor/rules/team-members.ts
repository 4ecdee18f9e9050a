import { entries } from '../answers.ts';
import type { DoctorRule } from '../rule.ts';

/** A team without members can say no yes. */
export const teamMembers: DoctorRule = {
  id: 'team-members',
  checks: ({ github: { owner, environments } }) =>
    [...new Set(environments.flatMap(({ reviewers }) => reviewers.filter(({ kind }) => kind === 'team')))].map(
      ({ name }) => ({
        lines: ['production'],
        about: `the team ${name}`,
        question: { program: 'gh', path: `orgs/${owner}/teams/${name}/members?per_page=100` },
        judge: (value) =>
          entries(value).length > 0
            ? []
            : [
                {
                  sentence: `The team ${name} ${value === undefined ? 'is not there' : 'has no members'}: nobody could approve.`,
                  command:
                    value === undefined
                      ? `gh api --method POST orgs/${owner}/teams -f name=${name}`
                      : `gh api --method PUT orgs/${owner}/teams/${name}/memberships/LOGIN`,
                },
              ],
      }),
    ),
};
