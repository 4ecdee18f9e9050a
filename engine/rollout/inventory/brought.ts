import { isKeptBySluice } from '../../kept-objects.ts';
import type { KubernetesObject } from '../cluster.ts';
import type { History, HistoryEntry } from '../state/history.ts';
import { bearsMark } from '../workload.ts';
import { without } from './identity.ts';

const ours = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] =>
  objects.filter(({ kind, metadata }) => !isKeptBySluice(kind, metadata.name));

/** Objects that a return to this state leaves without a place: those of the states that came after it, and that it lacks. Whether they
 *  were there before these, only the cluster knows. */
export const broughtAfter = (
  target: HistoryEntry,
  history: History,
  leaving: readonly KubernetesObject[],
): readonly KubernetesObject[] => {
  const later = history.filter(({ key, state, at }) => key !== target.key && state !== 'changed' && at > target.at);
  return ours(without([...leaving, ...later.flatMap(({ objects }) => objects)], target.objects));
};

/** Objects of a good state that no later one had: nothing that is left has written them, so going back has nothing to undo there.
 *  Workloads and CronJobs are always gone back to: their mark tells what runs. */
export const untouchedSince = (
  target: HistoryEntry,
  history: History,
  leaving: readonly KubernetesObject[],
): readonly KubernetesObject[] => {
  const later = history.filter(({ key, at }) => key !== target.key && at > target.at);
  const written = [...leaving, ...later.flatMap(({ objects }) => objects)];
  return without(target.objects, written).filter((object) => !bearsMark(object));
};

/** Objects of all states before that the present one lacks. What somebody has edited in the history decides over no object. */
export const dropped = (
  history: History,
  key: string,
  present: readonly KubernetesObject[],
): readonly KubernetesObject[] =>
  ours(
    without(
      history.filter((entry) => entry.key !== key && entry.state !== 'changed').flatMap(({ objects }) => objects),
      present,
    ),
  );
