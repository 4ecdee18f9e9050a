import { assertNever } from '../../brand.ts';
import { type Condition, conditionOf, type Metadata } from '../kubernetes.ts';
import type { Progress } from './progress.ts';

/** Any other object whose controller tells its state by standard conditions. */
export interface CustomResource {
  readonly kind: 'Custom';
  readonly apiVersion: string;
  /** Its kind, as the API calls it: `Certificate`. */
  readonly type: string;
  readonly metadata: Metadata;
  readonly status?: { readonly observedGeneration?: number; readonly conditions?: readonly Condition[] };
}

export type CustomState =
  | { readonly state: 'current' | 'in-progress' | 'terminating'; readonly words: string }
  | { readonly state: 'failed'; readonly condition: Condition };

/** The rules of kstatus, in its order: deletion, generation, Reconciling and Stalled, Ready; what shows none of these is
 *  current. Only Stalled=True is a failure: Ready=False may always become true.
 *  Stricter in one point: a condition that says which generation it is about counts for that one only.
 *  @see https://github.com/kubernetes-sigs/cli-utils/blob/321951179c8f/pkg/kstatus/status/generic.go */
export function customState(resource: CustomResource): CustomState {
  const { metadata, status } = resource;
  const generation = metadata.generation ?? 0;
  if (metadata.deletionTimestamp !== undefined) return { state: 'terminating', words: 'is being deleted' };
  const observed = status?.observedGeneration;
  if (observed !== undefined && metadata.generation !== undefined && observed !== generation)
    return {
      state: 'in-progress',
      words: `has generation ${generation}, and its controller has seen ${observed}`,
    };
  const current = (condition: Condition) => (condition.observedGeneration ?? generation) >= generation;
  for (const condition of status?.conditions ?? []) {
    if (condition.status !== 'True') continue;
    if (condition.type === 'Reconciling') return { state: 'in-progress', words: `is reconciling${because(condition)}` };
    if (condition.type === 'Stalled' && current(condition)) return { state: 'failed', condition };
  }
  const ready = conditionOf(resource, 'Ready');
  if (ready === undefined) return { state: 'current', words: 'shows no condition that speaks against it' };
  if (!current(ready)) return { state: 'in-progress', words: 'has a Ready condition of an earlier generation' };
  return ready.status === 'True'
    ? { state: 'current', words: `is ready${because(ready)}` }
    : { state: 'in-progress', words: `is not ready${because(ready)}` };
}

export function customProgress(resource: CustomResource): Progress {
  const found = customState(resource);
  switch (found.state) {
    case 'current':
      return { by: 'status', done: true, words: found.words, lasting: true };
    case 'in-progress':
    case 'terminating':
      return { by: 'status', done: false, words: found.words, lasting: true };
    case 'failed':
      return { by: 'status', done: false, words: `is stalled${because(found.condition)}`, lasting: true };
    default:
      return assertNever(found);
  }
}

const because = ({ reason, message }: Condition): string =>
  reason === undefined && message === undefined ? '' : ` (${[reason, message].filter((text) => text).join(': ')})`;
