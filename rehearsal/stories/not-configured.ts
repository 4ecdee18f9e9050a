import type { Story } from '../story/story.ts';
import { deployJobs, tests } from './facts/deploy.ts';
import { notice } from './facts/jobs.ts';
import { branchOf, wayOf } from './facts/tiers.ts';

/** Until the repository says which cloud to use, tests run, and everything else says so. */
export const notConfigured: Story = {
  name: 'not-configured',
  line: 'As long as the variables of the cloud are not set, nothing is built or deployed.',
  visibility: 'public',
  company: 'stand-ins',
  unset: ({ registry }) => [registry.project.name],
  acts(delivery) {
    const { trial } = wayOf(delivery);
    const branch = branchOf(trial, 'heading');
    return [
      {
        title: `A push to ${branch} is tested, and told what is not set`,
        branch,
        deeds: [{ do: 'push', branch, from: 'main', message: 'feat: a better heading', changes: [] }],
        states: {
          runs: [
            {
              file: 'deploy.yml',
              event: 'push',
              conclusion: 'success',
              jobs: deployJobs(delivery, notice(delivery), tests(delivery, 'test')),
            },
          ],
          records: [],
          served: [],
        },
      },
    ];
  },
};
