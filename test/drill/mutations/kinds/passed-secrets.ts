import { removeChild } from '../edit.ts';
import type { Kind } from '../mutation.ts';
import { ofJobs } from '../parts.ts';
import { entriesOf } from '../source-tree.ts';

/** Each secret that a job passes on to the workflow that it calls is kept back. */
export const passedSecrets: Kind = (workflow) =>
  ofJobs(workflow, 'secrets').flatMap((secrets) =>
    entriesOf(secrets.value).map((secret) => ({
      path: secret.path,
      line: secret.line,
      how: 'removed',
      what: `${secret.key} is not passed on`,
      edits: [removeChild(workflow.text, secrets, secret)],
    })),
  );
