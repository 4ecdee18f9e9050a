import { progressOf } from './completion.ts';
import { leavesPodsAlone } from './kinds/stateful-set.ts';
import type { View } from './view.ts';

/** Why watching on can show nothing: it is being deleted. `undefined` when it is not. */
export const deletion = ({ judged, title }: View): string | undefined =>
  judged.metadata.deletionTimestamp === undefined
    ? undefined
    : `${title} is being deleted. Find out who does that, then roll out again.`;

/** Why nobody will finish this rollout: its controller replaces no pod by itself. `undefined` when one does, or when there is no
 *  old pod left to replace. */
export function refusal(view: View): string | undefined {
  const { judged, title } = view;
  if (judged.kind !== 'StatefulSet' && judged.kind !== 'DaemonSet') return undefined;
  if (!leavesPodsAlone(judged) || !view.oldPodsStay || progressOf(view).done) return undefined;
  return `${title} has the update strategy OnDelete, so its controller replaces no pod and this rollout cannot end by itself. Set updateStrategy.type to RollingUpdate, or delete the old pods one by one and roll out again.`;
}
