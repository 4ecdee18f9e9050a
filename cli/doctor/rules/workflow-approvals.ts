import { field } from '../../../adapters/github/narrow.ts';
import { only } from '../answers.ts';
import { repositoryPath } from '../commands-that-mend.ts';
import type { DoctorRule } from '../rule.ts';

/** A yes is one of people: no workflow of a branch approves its own pull request. */
export const workflowApprovals: DoctorRule = {
  id: 'workflow-approvals',
  checks: (wanted) => {
    const path = `${repositoryPath(wanted)}/actions/permissions/workflow`;
    return [
      {
        lines: ['one-process', 'production'],
        about: 'what workflows may approve',
        question: { program: 'gh', path },
        judge: (value) =>
          field(only(value), 'can_approve_pull_request_reviews') === false
            ? []
            : [
                {
                  sentence: 'Workflows may approve pull requests, and whoever may push writes one.',
                  command: `gh api --method PUT ${path} -F can_approve_pull_request_reviews=false`,
                },
              ],
      },
    ];
  },
};
