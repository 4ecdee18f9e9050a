import type { Case } from '../cases.ts';
import type { Crew } from './crew.ts';
import type { Task } from './task.ts';
import type { Verdict } from './verdict.ts';

/** Gets told every verdict as it comes. */
export interface Listener {
  mutation(one: Case, verdict: Verdict): void;
  /** Acts were played with nothing bent, since they noticed something; `unnoticed` is as it must be. */
  control(task: Extract<Task, { kind: 'control' }>, verdict: Verdict): void;
}

/** Plays all cases. The acts that have noticed something are played once with nothing bent, too: what they notice counts only if they end
 *  as they state then. */
export async function playAll(cases: readonly Case[], crew: Crew, listener: Listener): Promise<void> {
  const left = [...cases];
  const byId = new Map(cases.map((one) => [one.mutation.id, one]));
  const controls: Extract<Task, { kind: 'control' }>[] = [];
  const controlled = new Set<string>();
  const next = (): Task | undefined => {
    const control = controls.shift();
    if (control !== undefined) return control;
    const one = left.shift();
    return one && { kind: 'mutation', id: one.mutation.id };
  };
  const told = (task: Task, verdict: Verdict): void => {
    if (task.kind === 'control') listener.control(task, verdict);
    else hear(task, verdict);
  };
  const hear = (task: Extract<Task, { kind: 'mutation' }>, verdict: Verdict): void => {
    const one = byId.get(task.id);
    if (one !== undefined) listener.mutation(one, verdict);
    if (verdict.kind !== 'noticed') return;
    const { story, acts } = verdict;
    const key = [story, ...acts].join('\n');
    if (controlled.has(key)) return;
    controlled.add(key);
    controls.push({ kind: 'control', story, acts });
  };
  // What the last one noticed may want a control after the others have gone.
  while (left.length + controls.length > 0 && !crew.isClosed) await crew.play(next, told);
}
