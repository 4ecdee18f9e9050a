import type { RefusalReason } from '../../domain/refusal.ts';
import { type History, type HistoryEntry, isGood } from '../rollout/state/history.ts';

/** What the history in the cluster can return to: states that were good and do not run now, the newest first.
 *  @param running key of the state that runs; `undefined` when Sluice did not write it
 *  @param repository as of `Wanted` */
export const keptTargets = (history: History, running: string | undefined, repository?: string): History =>
  history.filter((entry) => wasGood(entry) && entry.key !== running && !liesElsewhere(entry, repository));

/** Whether it is a release of another repository. What is no release lies nowhere: it was applied by whoever deploys here. */
const liesElsewhere = ({ release }: HistoryEntry, repository: string | undefined): boolean =>
  repository !== undefined && release !== undefined && release.repository !== repository;

/** What somebody has left is returned to when somebody names it, and never otherwise. */
const wasGood = (entry: HistoryEntry): boolean => isGood(entry) || entry.state === 'withdrawn';

export type KeptChoice =
  | { readonly kind: 'state'; readonly entry: HistoryEntry }
  | { readonly kind: 'none'; readonly reason: RefusalReason; readonly sentence: string };

export interface Wanted {
  /** Digest of a release or of manifests, or a commit, at least seven characters of either; '' for the last good state that does not
   *  run. */
  readonly to: string;
  /** Where releases of the service must lie; `undefined` where nobody says. */
  readonly repository?: string | undefined;
  /** Keys of states that somebody has reason not to return to; they are taken only by their name. */
  readonly takenBack?: ReadonlySet<string>;
}

/** What a rollback returns to. Only the history decides, which nobody can write but who deploys to the tier: GitHub's deployment
 *  records can be written from any branch. */
export function chooseKept(
  history: History,
  running: string | undefined,
  { to, repository, takenBack = new Set() }: Wanted,
): KeptChoice {
  const targets = keptTargets(history, running, repository);
  const none = (reason: RefusalReason, sentence: string): KeptChoice => ({
    kind: 'none',
    reason,
    sentence: `${sentence}; ${offered(targets)}.`,
  });
  if (to === '') {
    const good = targets.filter(isGood);
    const entry = good.find(({ key }) => !takenBack.has(key));
    if (entry !== undefined) return { kind: 'state', entry };
    return none(
      'no-earlier-release',
      good.length === 0
        ? 'The history of this tier has no earlier good state, so there is nothing to return to'
        : 'The tier has taken back every earlier state that was good, so one of them has to be named',
    );
  }
  const said = `"${to.length > 80 ? `${to.slice(0, 80)}…` : to}"`;
  const named = history.filter((entry) => isNamed(entry, to));
  const good = named.filter(wasGood);
  const [entry, other] = good.filter((one) => !liesElsewhere(one, repository));
  if (other !== undefined)
    return none('target-ambiguous', `${said} names more than one state of the history, so write more of it`);
  if (entry !== undefined) return { kind: 'state', entry };
  const [elsewhere] = good;
  if (elsewhere !== undefined)
    return none('other-repository', `${said} lies in ${elsewhere.release?.repository}, wanted one of ${repository}`);
  const [bad] = named;
  if (bad !== undefined)
    return none(
      'target-not-good',
      `${said} was here, but it is not good (${bad.state}), and only what was good can be returned to`,
    );
  return none(
    'not-in-history',
    `${said} names no state in the history of this tier, which alone is asked: deployment records are for display`,
  );
}

/** So many are named in a sentence, which people read; `--list` and the summary of the workflow have all of them. */
const OFFERED = 3;

function offered(targets: History): string {
  const [first, ...others] = targets
    .slice(0, OFFERED)
    .map(({ key, commit }) => `${shortKey(key)}${commit === undefined ? '' : ` (commit ${commit.slice(0, 7)})`}`);
  if (first === undefined) return 'roll out a good release instead';
  return `it can return to ${[first, ...others].join(', ')}`;
}

/** Enough of a key to name it by. */
export const shortKey = (key: string): string => key.slice(0, 'sha256:'.length + 12);

const isNamed = ({ key, commit }: HistoryEntry, to: string): boolean =>
  /^(sha256:)?[0-9a-f]{7,64}$/.test(to) &&
  (key.startsWith(to) || key.startsWith(`sha256:${to}`) || commit?.startsWith(to) === true);
