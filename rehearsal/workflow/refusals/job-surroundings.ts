import type { JobDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';
import type { Token } from '../token.ts';

/** Jobs inside a container, with service containers beside them, or whose machine becomes an image: all of it needs what this machine
 *  need not have. */
export const surroundingRefusals = (job: JobDefinition): readonly Refusal[] =>
  job.kind === 'call'
    ? []
    : [
        ...refusal('"container" of a job', job.container),
        ...refusal('"services" of a job', job.services),
        ...refusal('"snapshot" of a job', job.snapshot),
      ];

/** What is empty asks for nothing, as on GitHub. */
const refusal = (what: string, token: Token | undefined): readonly Refusal[] =>
  token === undefined || isEmpty(token) ? [] : [{ what, place: token.place }];

const isEmpty = (token: Token): boolean =>
  (token.kind === 'literal' && (token.value === null || token.value === '')) ||
  (token.kind === 'map' && token.entries.length === 0);
