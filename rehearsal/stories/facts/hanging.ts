import type { Deed } from '../../story/deed.ts';
import type { RunStatement } from '../../story/statement.ts';
import type { Act } from '../../story/story.ts';
import { act } from './acts.ts';
import type { Jobs } from './jobs.ts';
import { hang } from './roles.ts';

/** Somebody starts something, jobs of it hang, and hours pass. */
export function hanging(
  title: string,
  started: Extract<Deed, { readonly do: 'push' | 'dispatch' }>,
  jobs: Jobs,
  more: Partial<Act> & { readonly runs: readonly RunStatement[] },
): Act {
  const paths = Object.keys(jobs);
  const deeds = [
    started,
    ...paths.map(
      (job): Deed => ({ do: 'let time pass', minutes: 180, until: { job, is: 'ended' }, when: { job, is: 'begun' } }),
    ),
  ];
  return act(title, started.branch, { deeds, ...more, cast: [...(more.cast ?? []), ...hang(paths)] });
}
