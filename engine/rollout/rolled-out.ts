import { isObserved, progressOf } from '../../domain/verdict/completion.ts';
import { GRACES } from '../../domain/verdict/graces.ts';
import { firstObservation, type Subject } from '../../domain/verdict/observation.ts';
import { observe } from '../../domain/verdict/observe.ts';
import { viewOf } from '../../domain/verdict/view.ts';
import type { KubernetesObject } from './cluster.ts';
import { NOTHING_WRITTEN } from './report/evidence.ts';
import { listFact } from './watch/facts.ts';

/** Whether an object that nobody has written just now is as it should be, by its own status: its controller has seen it and is done. */
export function isRolledOut(object: KubernetesObject, subject: Subject): boolean {
  const { uid = '', generation = 0, resourceVersion = '' } = object.metadata;
  const applied = { uid, generation, serverTime: NOTHING_WRITTEN, unchanged: true, at: 0 };
  const fact = listFact(subject.kind, { resourceVersion, objects: [object] }, subject);
  const view = viewOf(observe(firstObservation(subject, applied), fact, 0), GRACES);
  return view !== undefined && isObserved(view) && progressOf(view).done;
}
