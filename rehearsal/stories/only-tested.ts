import type { Deed } from '../story/deed.ts';
import type { Story } from '../story/story.ts';
import { act } from './facts/acts.ts';
import { tests } from './facts/deploy.ts';
import { workflowFile } from './facts/places.ts';
import { branchOf, trialOf } from './facts/tiers.ts';

/** What is on no branch of a tier, or only asked to be, is tested and nothing else; also what a stranger sends. */
export const onlyTested: Story = {
  name: 'only-tested',
  line: 'A branch of no tier and pull requests, a stranger’s too, are tested, and nothing is deployed.',
  visibility: 'public',
  company: 'stand-ins',
  acts(delivery) {
    const trial = trialOf(delivery);
    const run = (event: string) => ({
      file: workflowFile(delivery, 'test'),
      event,
      conclusion: 'success' as const,
      jobs: tests(delivery, ''),
    });
    const asks = (from: string, more: Partial<Deed> = {}): readonly Deed[] => [
      { do: 'open a pull request', from, ...more } as Deed,
    ];
    return [
      act('A push to a branch of no tier', 'chore/words', { runs: [run('push')] }),
      // What is generated is compared, too.
      act('A pull request from a branch', branchOf(trial, 'words'), {
        deeds: asks(branchOf(trial, 'words')),
        besides: [workflowFile(delivery, 'check')],
        runs: [run('pull_request')],
      }),
      act('A pull request from a fork', 'words', {
        deeds: asks('words', { ofFork: true }),
        besides: [workflowFile(delivery, 'check')],
        runs: [run('pull_request')],
      }),
    ];
  },
};
