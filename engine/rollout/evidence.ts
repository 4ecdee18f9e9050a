import { containersOf, isDown, lastEnd, type PodContainer } from '../../domain/verdict/containers.ts';
import type { Graces } from '../../domain/verdict/graces.ts';
import type { ClusterEvent, Pod } from '../../domain/verdict/kubernetes.ts';
import { type Observation, occurrences } from '../../domain/verdict/observation.ts';
import type { Failed } from '../../domain/verdict/verdict.ts';
import { viewOf } from '../../domain/verdict/view.ts';
import { type Clock, within } from './clock.ts';
import type { Cluster } from './cluster.ts';

export interface PodRow {
  readonly pod: string;
  readonly node: string;
  readonly phase: string;
  readonly ready: string;
  readonly restarts: number;
  readonly state: string;
}
export interface LogExcerpt {
  readonly pod: string;
  readonly container: string;
  readonly run: 'current' | 'previous';
  readonly lines: readonly string[];
}
export interface Warning {
  readonly reason: string;
  readonly message: string;
  readonly object: string;
  readonly count: number;
}

/** What a person needs to believe the verdict. Texts are raw; whoever prints them masks and escapes. */
export interface Evidence {
  readonly pods: readonly PodRow[];
  readonly logs: readonly LogExcerpt[];
  readonly warnings: readonly Warning[];
}

const PODS_WITH_LOGS = 5;
const LOG_LINES = 20;
/** The rollback waits for the logs, because it deletes the pods; no longer than this. */
const LOGS_WITHIN = 2_000;

/** Collected before anything is undone: the rollback takes the pods and their logs away. */
export async function collectEvidence(
  observation: Observation,
  verdict: Failed,
  graces: Graces,
  cluster: Cluster,
  clock: Clock,
): Promise<Evidence> {
  const pods = viewOf(observation, graces)?.pods ?? [];
  return {
    pods: pods.map(podRow),
    logs: await readLogs(pods, verdict, observation.subject.namespace, cluster, clock),
    warnings: warningsOf(observation, pods),
  };
}

export function podRow(pod: Pod): PodRow {
  const containers = containersOf(pod);
  return {
    pod: pod.metadata.name,
    node: pod.spec.nodeName ?? '',
    phase: pod.status?.phase ?? 'Pending',
    ready: `${containers.filter(({ role, status }) => role === 'main' && status.ready).length}/${pod.spec.containers.length}`,
    restarts: containers.reduce((sum, { status }) => sum + status.restartCount, 0),
    state: containers.flatMap(describeState).join(', '),
  };
}

function describeState(container: PodContainer): string[] {
  const { spec, status } = container;
  const end = lastEnd(container);
  const last = end === undefined ? '' : ` (last exit code ${end.exitCode}${end.reason ? `, ${end.reason}` : ''})`;
  if (status.state?.waiting) return [`${spec.name}: ${status.state.waiting.reason ?? 'waiting'}${last}`];
  if (status.state?.terminated) return [`${spec.name}: ended${last}`];
  return status.ready ? [] : [`${spec.name}: running, not ready${last}`];
}

/** One pod per container and way of ending: ten pods that crash alike have one story. */
async function readLogs(
  pods: readonly Pod[],
  verdict: Failed,
  namespace: string,
  cluster: Cluster,
  clock: Clock,
): Promise<LogExcerpt[]> {
  const seen = new Set<string>();
  const chosen = pods
    .filter(({ metadata }) => verdict.pods.length === 0 || verdict.pods.includes(metadata.name))
    .flatMap(containersOf)
    .filter((container) => isDown(container) || container.status.state?.running !== undefined)
    .filter(({ status, role }) => !status.ready && !(role === 'init' && status.state?.terminated?.exitCode === 0))
    .filter((container) => {
      const story = `${container.spec.name}/${lastEnd(container)?.exitCode}`;
      return !seen.has(story) && seen.add(story);
    })
    .slice(0, PODS_WITH_LOGS);
  const queries = chosen.flatMap(({ pod, spec, status }) =>
    [false, ...(status.restartCount > 0 ? [true] : [])].map((previous) => ({
      namespace,
      pod: pod.metadata.name,
      container: spec.name,
      previous,
      lines: LOG_LINES,
    })),
  );
  const read = queries.map(async (query): Promise<LogExcerpt[]> => {
    const text = await within(
      cluster.logs(query).catch(() => undefined),
      LOGS_WITHIN,
      clock,
      undefined,
    );
    const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '');
    const { pod, container, previous } = query;
    return lines.length === 0
      ? []
      : [{ pod, container, run: previous ? 'previous' : 'current', lines: lines.slice(-LOG_LINES) }];
  });
  return (await Promise.all(read)).flat();
}

function warningsOf({ objects, subject }: Observation, pods: readonly Pod[]): Warning[] {
  const about = new Set([
    ...pods.map(({ metadata }) => metadata.uid),
    ...[...objects.values()]
      .filter(({ kind }) => kind === 'ReplicaSet' || kind === subject.kind)
      .map(({ metadata }) => metadata.uid),
  ]);
  const found = new Map<string, Warning>();
  for (const event of [...objects.values()].filter((object): object is ClusterEvent => object.kind === 'Event')) {
    if (event.type !== 'Warning' || !about.has(event.involvedObject.uid ?? '')) continue;
    // Ids of pods and sandboxes make equal messages differ.
    const key = `${event.reason} ${(event.message ?? '').replace(/[0-9a-f]{8,}|-[a-z0-9]{5,10}-[a-z0-9]{5}\b/g, '…')}`;
    const known = found.get(key);
    found.set(key, {
      reason: event.reason ?? '',
      message: event.message ?? '',
      object: `${event.involvedObject.kind} ${event.involvedObject.name}`,
      count: occurrences(event) + (known?.count ?? 0),
    });
  }
  return [...found.values()].toSorted((a, b) => b.count - a.count).slice(0, 20);
}
