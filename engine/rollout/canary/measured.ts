import { InvalidInput } from '../../../domain/problem.ts';
import type { CanaryStrategy } from '../../../domain/strategy.ts';
import type { Exposed } from '../exposed-workload.ts';
import { MetricRefused, type Metrics } from '../ports/metrics.ts';
import { type Findings, NOTHING_FOUND } from '../preflight/references.ts';
import type { RolloutPorts } from '../request.ts';
import { type Judgement, judged, type Pair } from './comparison.ts';
import { type Sides, sidesOf } from './sides.ts';

/** Takes one more reading of both versions into account. */
export type Reader = (before: Judgement, signal: AbortSignal) => Promise<Judgement>;

type Ports = Pick<RolloutPorts, 'metrics' | 'signal'>;

/** How a canary is measured; `undefined` when it is judged by its pods alone.
 *  @throws {InvalidInput} when its pods cannot be told apart. */
export function readerOf(
  { measure }: CanaryStrategy,
  exposed: Exposed,
  namespace: string,
  { metrics }: Pick<Ports, 'metrics'>,
): Reader | undefined {
  if (measure === undefined) return undefined;
  const sides = sidesOf(exposed, namespace);
  const source = demanded(metrics);
  return async (before, signal) =>
    judged(before, await readPair(source, sides, signal), measure, shortened(measure.value));
}

/** Asks the source once before anything is written. What it will never answer is a refusal; what it does not answer now may be
 *  answered later, and is a note. */
export async function measureFindings(
  { measure }: CanaryStrategy,
  exposed: Exposed,
  namespace: string,
  { metrics, signal }: Ports,
): Promise<Findings> {
  if (measure === undefined) return NOTHING_FOUND;
  const sides = sidesOf(exposed, namespace);
  const pair = await readPair(demanded(metrics), sides, signal);
  if (!(pair instanceof Error)) return NOTHING_FOUND;
  const sentence = `The metric of the canary cannot be read: ${pair.message.replace(/\.$/, '')}.`;
  return pair instanceof MetricRefused
    ? { refusals: [sentence], notes: [] }
    : { refusals: [], notes: [`${sentence} After three such answers the canary would be held.`] };
}

async function readPair(metrics: Metrics, { canary, stable }: Sides, signal: AbortSignal): Promise<Pair | Error> {
  try {
    const [ofCanary, ofStable] = await Promise.all([metrics.read(canary, signal), metrics.read(stable, signal)]);
    return { canary: ofCanary, stable: ofStable };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A measure that nobody takes must not look like a good one. */
function demanded(metrics: Metrics | undefined): Metrics {
  if (metrics !== undefined) return metrics;
  throw new InvalidInput('The strategy', [
    { field: 'strategy.measure', value: 'given', message: 'Nobody can take this measure here. Leave it out.' },
  ]);
}

const LONGEST = 200;
const shortened = (query: string): string => {
  const line = query.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
};
