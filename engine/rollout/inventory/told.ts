import type { Removed } from './remove.ts';
import { whyItStays } from './stays.ts';

const listed = (left: Removed['left']): string =>
  left.map(({ name, stays }) => `${name} (${whyItStays(stays)})`).join(', ');

/** Data stays in any case, so it takes nothing from a return. */
const spoils = ({ left }: Removed): Removed['left'] => left.filter(({ stays }) => stays.code !== 'data');

/** After a return: the last good state runs, and what else there is. */
export function returnedSentence(target: string, removed: Removed): string {
  const beside = spoils(removed);
  const data = removed.left.filter(({ stays }) => stays.code === 'data');
  const runs =
    beside.length === 0
      ? `The last good state (${target}) runs again.`
      : `The last good state (${target}) runs again, except that this is left of the release: ${listed(beside)}. Look at it, and delete it by hand where it is not wanted.`;
  return [runs, ...goneSentence(removed), ...(data.length === 0 ? [] : [`Not deleted: ${listed(data)}.`])].join(' ');
}

const goneSentence = ({ gone }: Removed): readonly string[] =>
  gone.length === 0 ? [] : [`Deleted, because only this release had brought it: ${gone.join(', ')}.`];

/** Where the return itself did not end well: what is gone already, and what is left. */
export const unreturnedSentence = (removed: Removed): string | undefined => {
  const left = removed.left.length === 0 ? [] : [`Left of the release: ${listed(removed.left)}.`];
  return [...goneSentence(removed), ...left].join(' ') || undefined;
};

/** After a good release: what no longer belongs to it. */
export function prunedSentence(removed: Removed): string | undefined {
  const parts = [
    ...(removed.gone.length === 0 ? [] : [`No longer in the manifests, and deleted: ${removed.gone.join(', ')}.`]),
    ...(removed.left.length === 0 ? [] : [`No longer in the manifests, and left: ${listed(removed.left)}.`]),
  ];
  return parts.join(' ') || undefined;
}

/** After a good rollout that was not asked to delete anything. */
export const leftSentence = (names: readonly string[]): string | undefined =>
  names.length === 0
    ? undefined
    : `No longer in the manifests, and left: ${names.join(', ')}. Delete by hand what is not wanted, or roll out with --prune, in the action prune: true.`;

/** After a rollback. */
export function takenBackSentence(removed: Removed): string | undefined {
  const left = removed.left.length === 0 ? [] : [`Left of it: ${listed(removed.left)}.`];
  const gone =
    removed.gone.length === 0
      ? []
      : [`Deleted, because only what was left had brought it: ${removed.gone.join(', ')}.`];
  return [...gone, ...left].join(' ') || undefined;
}
