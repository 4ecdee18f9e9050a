import type { Problem } from '../../../domain/problem.ts';
import type { KubernetesObject } from '../cluster.ts';
import type { WrittenObject } from './written-objects.ts';

/** Objects of a text, each where it goes. */
export interface ReadObjects {
  readonly namespaced: readonly WrittenObject[];
  readonly cluster: readonly WrittenObject[];
  readonly leftToOthers: readonly KubernetesObject[];
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}
