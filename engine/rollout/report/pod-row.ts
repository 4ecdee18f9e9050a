import { containersOf, lastEnd, type PodContainer } from '../../../domain/verdict/containers.ts';
import type { Pod } from '../../../domain/verdict/kubernetes.ts';

/** One line about one pod. */
export interface PodRow {
  readonly pod: string;
  readonly node: string;
  readonly phase: string;
  readonly ready: string;
  readonly restarts: number;
  /** What its containers do that are not ready; '' when all are. */
  readonly state: string;
  /** Of the process that ended last; '' when none did. */
  readonly exitCode: string;
  /** How long ago the last thing happened to it, `12 s`. */
  readonly since: string;
}

/** @param now milliseconds by the server's clock: a pod's times are the server's, too. */
export function podRow(pod: Pod, now: number): PodRow {
  const containers = containersOf(pod);
  const ends = containers.flatMap((container) => lastEnd(container) ?? []);
  const failed = ends.findLast(({ exitCode }) => exitCode !== 0) ?? ends.at(-1);
  return {
    pod: pod.metadata.name,
    node: pod.spec.nodeName ?? '',
    phase: pod.metadata.deletionTimestamp === undefined ? (pod.status?.phase ?? 'Pending') : 'Terminating',
    ready: `${containers.filter(({ role, status }) => role === 'main' && status.ready).length}/${pod.spec.containers.length}`,
    restarts: containers.reduce((sum, { status }) => sum + status.restartCount, 0),
    state: containers.flatMap(describeState).join(', '),
    exitCode: failed === undefined ? '' : String(failed.exitCode),
    since: age(latest(pod), now),
  };
}

function describeState(container: PodContainer): string[] {
  const { spec, status, role } = container;
  const reason = lastEnd(container)?.reason;
  const last = reason === undefined ? '' : ` (${reason})`;
  if (status.state?.waiting) return [`${spec.name}: ${status.state.waiting.reason ?? 'waiting'}${last}`];
  if (status.state?.terminated)
    return role === 'init' && status.state.terminated.exitCode === 0 ? [] : [`${spec.name}: ended${last}`];
  return status.ready ? [] : [`${spec.name}: running, not ready${last}`];
}

function latest(pod: Pod): string | undefined {
  const times = containersOf(pod).flatMap(({ status: { state, lastState } }) => [
    state?.running?.startedAt,
    state?.terminated?.finishedAt,
    lastState?.terminated?.finishedAt,
  ]);
  return [pod.metadata.creationTimestamp, ...times]
    .filter((time) => time !== undefined)
    .toSorted()
    .at(-1);
}

/** `45 s`, `12 min`, `3 h`, `2 d`; '' when the time is not known. */
export function age(time: string | undefined, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(time ?? '')) / 1000));
  if (Number.isNaN(seconds)) return '';
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}
