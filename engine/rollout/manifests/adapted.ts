import type { Problem } from '../../../domain/problem.ts';
import type { KubernetesObject } from '../cluster.ts';

/** What is made of one object of the manifests before it is checked. */
export interface Adapted {
  /** `undefined`: it is left out, and a note says so. */
  readonly object: KubernetesObject | undefined;
  /** Sentences about what was not taken as it is written. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

export const kept = (object: KubernetesObject, ...notes: readonly string[]): Adapted => ({
  object,
  notes,
  problems: [],
});

export const leftOut = (...notes: readonly string[]): Adapted => ({ object: undefined, notes, problems: [] });

export const refused = (object: KubernetesObject, ...problems: readonly Problem[]): Adapted => ({
  object,
  notes: [],
  problems,
});

/** One rule after the other; what is left out is seen by no later one. */
export function adaptedBy(
  object: KubernetesObject,
  rules: readonly ((object: KubernetesObject) => Adapted)[],
): Adapted {
  const notes: string[] = [];
  const problems: Problem[] = [];
  let current: KubernetesObject | undefined = object;
  for (const rule of rules) {
    if (current === undefined) break;
    const adapted: Adapted = rule(current);
    notes.push(...adapted.notes);
    problems.push(...adapted.problems);
    current = adapted.object;
  }
  return { object: current, notes, problems };
}
