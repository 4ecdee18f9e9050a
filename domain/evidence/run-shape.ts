import type { CommitSha } from '../commit.ts';
import { count, fields, matching, text } from './shape.ts';

/** A name of a service or tier. */
export const NAME = matching(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'a name of small letters, digits and "-"');

/** How statements say which run wrote them. */
export const RUN_FIELDS = {
  repository: fields({ id: count, name: matching(/^[\w.-]+\/[\w.-]+$/, 'OWNER/NAME') }),
  commit: text('a commit of 40 hex characters', (value): value is CommitSha => /^[0-9a-f]{40}$/.test(value)),
  run: fields({
    id: count,
    attempt: count,
    createdAt: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/, 'a time of GitHub'),
  }),
  workflow: fields({
    file: matching(/^\.github\/workflows\/[\w.-]+\.ya?ml$/, 'a workflow file'),
    ref: matching(/^refs\/heads\/[^\s]+$/, 'a branch, refs/heads/…'),
  }),
} as const;
