import type { JobStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { SAYS } from './places.ts';
import { TOKENS } from './tokens.ts';

/** Jobs by their path within a run. */
export type Jobs = Readonly<Record<string, JobStatement>>;

export const SKIPPED: JobStatement = { result: 'skipped' };

/** A job that fails, saying so. */
export const failed = (...errors: readonly RegExp[]): JobStatement => ({ result: 'failure', errors });

/** What the runner says of a script that fails, and a job that fails by it. */
export const EXITS = 'Process completed with exit code 1.';
export const EXITED = failed(/exit code 1/);

/** Path of the job that looks for the evidence of a service. */
export const adoption = (call: string, service: string): string => within(call, `adopt-${service}`);

/** Every job of a file: those that are stated, and all others skipped. A call whose own jobs are stated is not skipped. */
export function jobsOf(ids: readonly string[], ...stated: readonly Jobs[]): Jobs {
  const all: Jobs = Object.assign({}, ...stated);
  const paths = Object.keys(all);
  const skipped = ids.filter((id) => !paths.some((path) => path === id || belongsTo(path, id)));
  return { ...Object.fromEntries(skipped.map((id) => [id, SKIPPED])), ...all };
}

/** Legs of a matrix, and jobs of a called workflow. */
const belongsTo = (path: string, id: string): boolean => path.startsWith(`${id} (`) || path.startsWith(`${id} / `);

/** The path of a job that is called; '' calls nothing. */
export const within = (call: string, id: string): string => (call === '' ? id : `${call} / ${id}`);

/** Says which variables to set. */
export const notice = (of: Pick<StoryDelivery, 'cluster' | 'registry'>, call = ''): Jobs => ({
  [within(call, 'notice')]: {
    result: 'success',
    token: TOKENS.words,
    steps: [
      {
        run: SAYS,
        env: { VARIABLES: `${of.registry.project.name} and ${of.cluster.identity.variable.name}` },
      },
    ],
  },
});
