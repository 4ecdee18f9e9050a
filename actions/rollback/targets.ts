import { type Markdown, paragraphs, table } from '../../domain/markdown.ts';
import { shortKey } from '../../engine/rollback/kept-targets.ts';
import type { History } from '../../engine/rollout/state/history.ts';

/** What a dispatch may name: every line is an entry of the history in the cluster. */
export const targetsTable = (targets: History): Markdown =>
  targets.length === 0
    ? paragraphs('There is nothing else in the history of this tier to return to.')
    : paragraphs(
        'This can be returned to; name one by its first column or its commit:',
        table(
          ['To', 'State', 'Since', 'Commit', 'Release'],
          targets.map(({ key, state, at, commit, release }) => [
            shortKey(key),
            state,
            at,
            commit?.slice(0, 12) ?? '',
            release === undefined ? 'plain manifests' : `${release.repository}@${release.digest}`,
          ]),
        ),
      );
