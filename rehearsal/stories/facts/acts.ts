import type { Deed } from '../../story/deed.ts';
import type { RunStatement, Statement } from '../../story/statement.ts';
import type { Act, StoryDelivery } from '../../story/story.ts';
import { builds, deployJobs, tests } from './deploy.ts';
import type { Jobs } from './jobs.ts';
import { workflowFile } from './places.ts';

/** A commit that changes nothing, pushed to a branch: enough where stand-ins play. */
export const push = (branch: string, more: Partial<Push> = {}): Push => ({
  do: 'push',
  branch,
  from: DEFAULT_BRANCH,
  message: 'chore: a commit for the story',
  changes: [],
  ...more,
});

/** The default branch, as git calls it in a repository that has no work tree. */
export const DEFAULT_BRANCH = 'HEAD';

type Push = Extract<Deed, { readonly do: 'push' }>;

/** An act that deploys nothing for real. */
export const act = (
  title: string,
  branch: string,
  more: Partial<Act> & Pick<Statement, 'besides' | 'refused' | 'runs'>,
): Act => {
  const { runs, besides = [], refused = {}, deeds = [push(branch)], ...others } = more;
  return { title, branch, deeds, ...others, states: { runs, besides, refused, records: [], served: [] } };
};

/** A run of deploy.yml on a push. */
export const deployRun = (
  delivery: StoryDelivery,
  conclusion: RunStatement['conclusion'],
  ...jobs: readonly Jobs[]
): RunStatement => ({
  file: workflowFile(delivery, 'deploy'),
  event: 'push',
  conclusion,
  jobs: deployJobs(delivery, ...jobs),
});

/** What every push to a branch of a tier does first, when all is well. @param passed as `Built` has it */
export const testedAndBuilt = (delivery: StoryDelivery, passed: readonly string[] = []): Jobs => ({
  ...tests(delivery, 'test', {}, passed),
  ...builds(delivery),
});

/** The same jobs, each with something that differs. */
export const each = (jobs: Jobs, differing: Partial<Jobs[string]>): Jobs =>
  Object.fromEntries(Object.entries(jobs).map(([path, job]) => [path, { ...job, ...differing }]));
