import type { Graces } from '../../../domain/verdict/graces.ts';
import type { Pod } from '../../../domain/verdict/kubernetes.ts';
import type { Observation } from '../../../domain/verdict/observation.ts';
import type { Failed } from '../../../domain/verdict/verdict.ts';
import { viewOf } from '../../../domain/verdict/view.ts';
import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import { type LogExcerpt, readLogs } from './log-excerpt.ts';
import { causeField, type ManifestField } from './manifest-field.ts';
import { type PodRow, podRow } from './pod-row.ts';
import { type Warning, warningsOf } from './warnings.ts';

/** The server's time of a write that was none: everything that the server tells is newer. */
export const NOTHING_WRITTEN = '1970-01-01T00:00:00.000Z';

/** What a person needs to believe the verdict. Texts are raw; whoever prints them masks and escapes. */
export interface Evidence {
  readonly pods: readonly PodRow[];
  readonly logs: readonly LogExcerpt[];
  readonly warnings: readonly Warning[];
  /** From when to when these pods were looked at, to the minute by the server's clock. */
  readonly minutes?: Minutes | undefined;
  /** The field of the manifests that gave rise to it, where one did. */
  readonly cause?: ManifestField | undefined;
}

/** Both ends in RFC 3339. */
export interface Minutes {
  readonly from: string;
  readonly to: string;
}

/** Collected before anything is undone: the rollback takes the pods and their logs away. */
export async function collectEvidence(
  observation: Observation,
  verdict: Failed,
  graces: Graces,
  ports: { readonly cluster: Pick<Cluster, 'logs'>; readonly clock: Clock },
): Promise<Evidence> {
  const pods = viewOf(observation, graces)?.pods ?? [];
  const now = serverTime(observation, ports.clock);
  const failed = (name: string): number => (verdict.pods.includes(name) ? 0 : 1);
  return {
    pods: pods.map((pod) => podRow(pod, now)).toSorted((a, b) => failed(a.pod) - failed(b.pod)),
    logs: await readLogs(pods, verdict, observation.subject.namespace, ports),
    warnings: warningsOf(observation, pods, now),
    minutes: minutesOf(observation, pods, now),
    cause: causeField(observation, verdict, pods),
  };
}

/** From our write on, or from the first of the pods where we wrote nothing. Whole minutes: nothing that was said within them is left out. */
function minutesOf({ applied }: Observation, pods: readonly Pod[], now: number): Minutes | undefined {
  const began = applied.serverTime === NOTHING_WRITTEN ? pods.map(createdAt).toSorted()[0] : applied.serverTime;
  const from = Date.parse(began ?? '');
  return Number.isNaN(from)
    ? undefined
    : { from: minute(Math.floor(from / MINUTE)), to: minute(Math.ceil(Math.max(from, now) / MINUTE)) };
}

const MINUTE = 60_000;
const minute = (count: number): string => new Date(count * MINUTE).toISOString().replace('.000Z', 'Z');
const createdAt = ({ metadata }: Pod): string => metadata.creationTimestamp ?? '';

/** Our clock and the server's may differ; at our own write both are known. Who only looks has written nothing. */
function serverTime({ applied }: Observation, clock: Clock): number {
  const then = Date.parse(applied.serverTime);
  return Number.isNaN(then) || applied.serverTime === NOTHING_WRITTEN ? clock.now() : then + (clock.now() - applied.at);
}
