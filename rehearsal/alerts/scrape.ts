import type { Collector } from './collection.ts';
import { readExposition, type Sample } from './exposition.ts';

/** A port of a pod that a collector asks. */
export interface Target {
  readonly pod: string;
  readonly container: string;
  readonly port: number;
  /** Where it is on this machine; `undefined` while nothing listens. */
  readonly localPort: number | undefined;
}

const PATIENCE = 2000;

/** Asks a pod for its numbers, once, with the labels that a collector gives them. Who does not answer is down, and has no others. */
export async function scrape({ job, namespace, path }: Collector, target: Target): Promise<readonly Sample[]> {
  const { pod, container, port, localPort } = target;
  const labels = { namespace, job, pod, container, instance: `${pod}:${port}` };
  const told = localPort === undefined ? undefined : await numbersAt(`http://127.0.0.1:${localPort}${path}`);
  return [
    { name: 'up', labels, value: told === undefined ? 0 : 1 },
    ...(told ?? []).map((sample) => ({ ...sample, labels: { ...keptBeside(labels, sample.labels), ...labels } })),
  ];
}

/** A label that the collector gives wins; the one that was told goes by another name.
 *  @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config */
const keptBeside = (
  given: Readonly<Record<string, string>>,
  told: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(told).map(([name, value]) => [name in given ? `exported_${name}` : name, value]));

async function numbersAt(url: string): Promise<readonly Sample[] | undefined> {
  try {
    const response = await fetch(url, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await response.text();
    return response.ok ? readExposition(text) : undefined;
  } catch {
    return undefined;
  }
}
