import type { Graces } from '../../domain/verdict/graces.ts';
import type { Observation } from '../../domain/verdict/observation.ts';
import type { Failed } from '../../domain/verdict/verdict.ts';
import { viewOf } from '../../domain/verdict/view.ts';
import type { Clock } from './clock.ts';
import type { Cluster } from './cluster.ts';
import { type LogExcerpt, readLogs } from './log-excerpt.ts';
import { causeField, type ManifestField } from './manifest-field.ts';
import { type PodRow, podRow } from './pod-row.ts';
import { type Warning, warningsOf } from './warnings.ts';

/** What a person needs to believe the verdict. Texts are raw; whoever prints them masks and escapes. */
export interface Evidence {
  readonly pods: readonly PodRow[];
  readonly logs: readonly LogExcerpt[];
  readonly warnings: readonly Warning[];
  /** The field of the manifests that gave rise to it, where one did. */
  readonly cause?: ManifestField | undefined;
}

/** Collected before anything is undone: the rollback takes the pods and their logs away. */
export async function collectEvidence(
  observation: Observation,
  verdict: Failed,
  graces: Graces,
  cluster: Cluster,
  clock: Clock,
): Promise<Evidence> {
  const pods = viewOf(observation, graces)?.pods ?? [];
  const now = serverTime(observation, clock);
  const failed = (name: string): number => (verdict.pods.includes(name) ? 0 : 1);
  return {
    pods: pods.map((pod) => podRow(pod, now)).toSorted((a, b) => failed(a.pod) - failed(b.pod)),
    logs: await readLogs(pods, verdict, observation.subject.namespace, cluster, clock),
    warnings: warningsOf(observation, pods, now),
    cause: causeField(observation, verdict, pods),
  };
}

/** Our clock and the server's may differ; at our own write both are known. */
function serverTime({ applied }: Observation, clock: Clock): number {
  const then = Date.parse(applied.serverTime);
  return Number.isNaN(then) ? clock.now() : then + (clock.now() - applied.at);
}
