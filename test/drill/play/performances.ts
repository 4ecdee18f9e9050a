import type { Case } from '../cases.ts';
import type { Crew } from './crew.ts';
import type { Task } from './task.ts';
import type { Verdict } from './verdict.ts';

/** Gets told every verdict as it comes. */
export interface Listener {
  mutation(one: Case, verdict: Verdict): void;
  /** A story was played with nothing bent, since it noticed something; `unnoticed` is as it must be. */
  control(task: Extract<Task, { kind: 'control' }>, verdict: Verdict): void;
}

/** Plays all cases. A story that notices something is played once with nothing bent, too: what it notices counts only if it ends as it
 *  states then. */
export async function playAll(cases: readonly Case[], crew: Crew, listener: Listener): Promise<void> {
  const left = [...cases];
  const byId = new Map(cases.map((one) => [`${one.subject} ${one.mutation.id}`, one]));
  const controls: Extract<Task, { kind: 'control' }>[] = [];
  const controlled = new Set<string>();
  const next = (): Task | undefined => {
    const control = controls.shift();
    if (control !== undefined) return control;
    const one = left.shift();
    return one && { kind: 'mutation', subject: one.subject, id: one.mutation.id };
  };
  const told = (task: Task, verdict: Verdict): void => {
    if (task.kind === 'control') listener.control(task, verdict);
    else hear(task, verdict);
  };
  const hear = (task: Extract<Task, { kind: 'mutation' }>, verdict: Verdict): void => {
    const one = byId.get(`${task.subject} ${task.id}`);
    if (one !== undefined) listener.mutation(one, verdict);
    if (verdict.kind !== 'noticed') return;
    const key = `${task.subject} ${verdict.story}`;
    if (controlled.has(key)) return;
    controlled.add(key);
    controls.push({ kind: 'control', subject: task.subject, story: verdict.story });
  };
  // What the last one noticed may want a control after the others have gone.
  while (left.length + controls.length > 0 && !crew.isClosed) await crew.play(next, told);
}
