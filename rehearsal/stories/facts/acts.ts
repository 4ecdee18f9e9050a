import type { Deed } from '../../story/deed.ts';
import type { RunStatement } from '../../story/statement.ts';
import type { Act, StoryDelivery } from '../../story/story.ts';
import { builds, deployJobs, tests } from './deploy.ts';
import type { Jobs } from './jobs.ts';

/** A commit that changes nothing, pushed to a branch: enough where stand-ins play. */
export const push = (branch: string, more: Partial<Deed> = {}): Deed =>
  ({ do: 'push', branch, from: 'main', message: 'chore: a commit for the story', changes: [], ...more }) as Deed;

/** An act that deploys nothing for real. */
export const act = (
  title: string,
  branch: string,
  more: Partial<Act> & { readonly runs: readonly RunStatement[] },
): Act => {
  const { runs, deeds = [push(branch)], states, ...others } = more;
  return { title, branch, deeds, ...others, states: { records: [], served: [], ...states, runs } };
};

/** A run of deploy.yml on a push. */
export const deployRun = (
  delivery: StoryDelivery,
  conclusion: RunStatement['conclusion'],
  ...jobs: readonly Jobs[]
): RunStatement => ({ file: 'deploy.yml', event: 'push', conclusion, jobs: deployJobs(delivery, ...jobs) });

/** What every push to a branch of a tier does first, when all is well. */
export const testedAndBuilt = (delivery: StoryDelivery): Jobs => ({ ...tests(delivery, 'test'), ...builds(delivery) });

/** The same jobs, each with something that differs. */
export const each = (jobs: Jobs, differing: Partial<Jobs[string]>): Jobs =>
  Object.fromEntries(Object.entries(jobs).map(([path, job]) => [path, { ...job, ...differing }]));
