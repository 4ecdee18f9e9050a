import { type History, type HistoryEntry, isGood, lastGood } from '../rollout/state/history.ts';

/** What the history in the cluster can return to without anybody else: good states that do not run now, the newest first.
 *  @param running key of the state that runs; `undefined` when Sluice did not write it */
export const keptTargets = (history: History, running: string | undefined): History =>
  history.filter((entry) => isGood(entry) && entry.key !== running);

export type KeptChoice =
  | { readonly kind: 'state'; readonly entry: HistoryEntry }
  | { readonly kind: 'none'; readonly sentence: string };

/** @param to digest of a release or of manifests, or a commit, at least seven characters of either; '' for the last good state
 *  that does not run */
export function chooseKept(history: History, running: string | undefined, to: string): KeptChoice {
  const none = (sentence: string): KeptChoice => ({ kind: 'none', sentence });
  if (to === '') {
    const entry = lastGood(history, running);
    return entry === undefined
      ? none('The history in this namespace has no earlier good state, so there is nothing to return to.')
      : { kind: 'state', entry };
  }
  if (/^\d{1,19}$/.test(to) && !history.some((entry) => isNamed(entry, to)))
    return none(
      `"${to}" looks like the id of a deployment record. Records are kept by GitHub: run the rollback workflow for it, or name a digest or a commit.`,
    );
  if (!/^(sha256:)?[0-9a-f]{7,64}$/.test(to))
    return none(`"${to}" is neither a digest nor a commit: wanted "sha256:…" or the hex characters of a commit.`);
  const named = history.filter((entry) => isNamed(entry, to));
  const good = named.filter(isGood);
  const [entry, other] = good;
  if (other !== undefined)
    return none(`"${to}" names ${good.length} states of the history. Write more of the digest, as --list shows it.`);
  if (entry !== undefined) return { kind: 'state', entry };
  return named.length > 0
    ? none(
        `"${to}" was rolled out here, but it is not good (${named[0]?.state}). Only what was good can be returned to.`,
      )
    : none(`The history in this namespace has no "${to}". See what it has with --list.`);
}

const isNamed = ({ key, commit }: HistoryEntry, to: string): boolean =>
  key.startsWith(to) || key.startsWith(`sha256:${to}`) || commit?.startsWith(to) === true;
