import type { DeploymentRecord } from '../../../domain/record.ts';

/** Releases that ran here and that their records never call complete: rolled out well enough, perhaps, but their verification
 *  failed. The history in the cluster cannot know that. A record that is still open disproves nothing. */
export function disprovedReleases(records: readonly DeploymentRecord[]): ReadonlySet<string> {
  const outcomes = (wanted: (outcome: string) => boolean) =>
    records.flatMap(({ release, state }) =>
      release !== undefined && state.phase === 'ended' && wanted(state.outcome) ? [release.digest] : [],
    );
  const complete = new Set<string>(outcomes((outcome) => outcome === 'complete'));
  return new Set(outcomes((outcome) => outcome === 'failed').filter((digest) => !complete.has(digest)));
}
