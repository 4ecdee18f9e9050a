import type { JobDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';
import { entriesOf } from '../token.ts';

/** The job token as a secret of a called workflow: it belongs to one job and does not exist yet, and the called workflow's jobs have
 *  tokens of their own. */
export const passedTokenRefusals = (job: JobDefinition): readonly Refusal[] =>
  entriesOf(job.kind === 'call' ? job.secrets : undefined)
    .filter(
      ({ value }) => value.kind === 'expression' && /\b(secrets\.github_token|github\.token)\b/i.test(value.source),
    )
    .map(({ key, value }) => ({ what: `passing on the job token as the secret "${key}"`, place: value.place }));
