import { parseAllDocuments } from 'yaml';
import { list, record } from '../cluster/storage/frozen.ts';

/** What a cluster is told to collect and to judge of one tier. */
export interface Collection {
  readonly collectors: readonly Collector[];
  /** As Prometheus reads them; nothing in them is changed. */
  readonly groups: readonly RuleGroup[];
}

/** Whose numbers are collected, and where. */
export interface Collector {
  readonly job: string;
  readonly namespace: string;
  /** Of the pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the port. */
  readonly port: string;
  readonly path: string;
  readonly seconds: number;
}

export type RuleGroup = Readonly<Record<string, unknown>> & { readonly name: string };

/** Reads the generated file of a tier as either collector does: Google's or that of the Prometheus operator.
 *  @throws one sentence for an object that is not understood: none is left out silently */
export function readCollection(path: string, text: string): Collection {
  const objects = parseAllDocuments(text, { version: '1.1' }).map((document) => record(document.toJS()));
  const collectors: Collector[] = [];
  const groups: RuleGroup[] = [];
  for (const object of objects) {
    const spec = record(object['spec']);
    const kind = String(object['kind']);
    switch (kind) {
      case 'PodMonitoring':
        collectors.push(...list(spec['endpoints']).map((endpoint) => collector(object, record(endpoint))));
        break;
      case 'PodMonitor':
        collectors.push(...list(spec['podMetricsEndpoints']).map((endpoint) => collector(object, record(endpoint))));
        break;
      case 'Rules':
      case 'PrometheusRule':
        groups.push(
          ...list(spec['groups']).map((group) => ({ ...record(group), name: String(record(group)['name']) })),
        );
        break;
      default:
        throw new Error(`${path} has an object of the kind ${kind}, which no rehearsal knows how to collect by.`);
    }
  }
  return { collectors, groups };
}

function collector(object: Readonly<Record<string, unknown>>, endpoint: Readonly<Record<string, unknown>>): Collector {
  const { name, namespace } = record(object['metadata']);
  const labels = record(record(record(object['spec'])['selector'])['matchLabels']);
  return {
    job: relabelled(endpoint) ?? String(name),
    namespace: String(namespace),
    labels: Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, String(value)])),
    port: String(endpoint['port']),
    path: String(endpoint['path'] ?? '/metrics'),
    seconds: Number(/^(\d+)s$/.exec(String(endpoint['interval']))?.[1] ?? Number.NaN),
  };
}

/** The operator's own job is that of the namespace and the monitor, unless it is relabelled. */
const relabelled = (endpoint: Readonly<Record<string, unknown>>): string | undefined => {
  const found = list(endpoint['relabelings'])
    .map(record)
    .find(({ targetLabel }) => targetLabel === 'job');
  return found === undefined ? undefined : String(found['replacement']);
};
