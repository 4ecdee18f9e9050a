import { CASES } from './cases.ts';
import { difference } from './difference.ts';
import { at, type Json } from './json.ts';
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
  return cases.map(({ name }) => comparison(name, a.get(name) ?? null, b.get(name) ?? null));
}

/** What failed on both sides alike has compared nothing. */
export function comparison(name: string, a: Json, b: Json): Comparison {
  const failed = [a, b].map((trace) => at(trace, 'failed')).find((why) => why !== undefined);
  const found = difference(a, b);
  if (found === '' && failed !== undefined)
    return { name, equal: false, difference: `It failed on both clusters: ${JSON.stringify(failed)}` };
  return { name, equal: found === '', difference: found };
}
