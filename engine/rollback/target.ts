import { parseCommitSha } from '../../domain/commit.ts';
import { isDigest } from '../../domain/digest.ts';
import type { DeploymentRecord } from '../../domain/record.ts';

/** A state to return to: a release that some record completed. */
export type Released = DeploymentRecord & { readonly release: NonNullable<DeploymentRecord['release']> };

export type TargetChoice =
  | { readonly kind: 'release'; readonly record: Released }
  | { readonly kind: 'none'; readonly sentence: string };

const isComplete = ({ state }: DeploymentRecord): boolean => state.phase === 'ended' && state.outcome === 'complete';
const hasRelease = (record: DeploymentRecord): record is Released => record.release !== undefined;

/** Releases that were good in this tier, the newest still in force last. A completed rollback takes back what came after its
 *  target, so two rollbacks in a row go two releases back and not forth again. */
export function goodReleases(newestFirst: readonly DeploymentRecord[]): readonly Released[] {
  const stack: Released[] = [];
  for (const record of newestFirst.toReversed()) {
    if (!isComplete(record) || !hasRelease(record)) continue;
    const known = stack.findLastIndex(({ release }) => release.digest === record.release.digest);
    if (record.kind === 'rollback' && known >= 0) stack.length = known;
    else if (known >= 0 && known === stack.length - 1) stack.length = known;
    stack.push(record);
  }
  return stack;
}

/** @param running digest of the release that the cluster has now; `undefined` when it does not say.
 *  @param to digest, commit or record id; '' for the last good release that is not running. */
export function chooseTarget(
  newestFirst: readonly DeploymentRecord[],
  running: string | undefined,
  to: string,
): TargetChoice {
  if (to === '') {
    const good = goodReleases(newestFirst);
    const here = good.findLastIndex(({ release }) => release.digest === running);
    // What runs now may never have been good: then the newest good one is the one to return to.
    const record = (here < 0 ? good : good.slice(0, here)).at(-1);
    return record === undefined
      ? none(
          'No earlier release was complete in this tier, so there is nothing to return to. Name a release, or roll one out.',
        )
      : { kind: 'release', record };
  }
  const named = newestFirst.filter(hasRelease).filter((record) => isNamed(record, to));
  const record = named.find(isComplete);
  if (record !== undefined) return { kind: 'release', record };
  return named.length > 0
    ? none(
        `"${to}" was rolled out in this tier, but never complete. Only what was good can be returned to; roll it out instead.`,
      )
    : none(`"${to}" is no release digest, commit or record id that was rolled out in this tier.`);
}

function isNamed({ id, commit, release }: Released, to: string): boolean {
  if (isDigest(to)) return release.digest === to;
  if (/^[0-9a-f]{40}$/.test(to)) return commit === parseCommitSha(to);
  return String(id) === to;
}

const none = (sentence: string): TargetChoice => ({ kind: 'none', sentence });
