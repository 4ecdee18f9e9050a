import { CASES } from './cases.ts';
import { difference } from './difference.ts';
import { play } from './play.ts';
import type { TraceCase } from './trace-case.ts';

export interface Comparison {
  readonly name: string;
  readonly equal: boolean;
  /** Unified diff from the first cluster's trace to the second's; empty when equal. */
  readonly difference: string;
}

/** Plays every case on both clusters, and compares what was seen.
 *  @param kubeconfigA @param kubeconfigB paths of kubeconfig files; which cluster is which is the caller's business. */
export async function compareTraces(
  kubeconfigA: string,
  kubeconfigB: string,
  cases: readonly TraceCase[] = CASES,
): Promise<readonly Comparison[]> {
  const [a, b] = await Promise.all([play(kubeconfigA, cases), play(kubeconfigB, cases)]);
  return cases.map(({ name }) => {
    const found = difference(a.get(name) ?? null, b.get(name) ?? null);
    return { name, equal: found === '', difference: found };
  });
}
