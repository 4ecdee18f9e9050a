import type { Outcome } from '../../domain/outcome.ts';
import type { DeploymentRecord } from '../../domain/record.ts';

/** Clusters that have to be complete by now, and what GitHub says of the matrix that rolled them out. */
export interface WaveQuestion {
  readonly clusters: readonly string[];
  /** Clusters of later waves. */
  readonly later: readonly string[];
  readonly result: 'success' | 'failure' | 'cancelled' | 'skipped';
}

/** One cluster, as people are told of it. */
export interface ClusterStanding {
  readonly cluster: string;
  readonly record: DeploymentRecord | undefined;
  /** The release runs there and was judged good. */
  readonly done: boolean;
}

export interface WaveJudgement {
  readonly outcome: Outcome;
  readonly sentence: string;
  readonly standings: readonly ClusterStanding[];
}

/** What ends the record of a cluster that has the release when others do not get it. It is no evidence, and no failure either. */
export const PARTIAL = 'rolled out here, but not in every cluster of the tier';

/** The worst first: it is the outcome of the wave. */
const WORST: readonly Outcome[] = [
  'failed',
  'timeout',
  'rolled-back',
  'refused',
  'cancelled',
  'unknown',
  'skipped',
  'superseded',
];

/** Tells whether every cluster so far is complete. The outputs of a matrix are those of its last leg, so they decide nothing; but a leg
 *  is green only when its cluster is complete, so GitHub's result of the matrix does. Records tell people what happened where.
 *  @param newestFirst records of one release, service, tier and run
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs */
export function judgeWave(newestFirst: readonly DeploymentRecord[], question: WaveQuestion): WaveJudgement {
  const { clusters, later, result } = question;
  const standings = clusters.map((cluster): ClusterStanding => {
    const record = newestFirst.find((one) => one.cluster === cluster);
    return { cluster, record, done: result === 'success' || (record !== undefined && isDone(record)) };
  });
  if (result === 'success') {
    return { outcome: 'complete', standings, sentence: `Complete in ${clusters.join(', ')}.` };
  }
  const missing = standings.filter(({ done }) => !done);
  const has = standings.filter(({ done }) => done).map(({ cluster }) => cluster);
  const ended = missing.map(
    ({ record }): Outcome => (record?.state.phase === 'ended' ? record.state.outcome : 'unknown'),
  );
  const outcome = WORST.find((one) => ended.includes(one)) ?? 'unknown';
  const sentence = [
    missing.length === 0
      ? `Every record is complete, but GitHub says that the rollouts ended as ${result}.`
      : `Not complete: ${missing.map(({ cluster, record }) => `${cluster} (${wordOf(record)})`).join(', ')}.`,
    has.length === 0 ? 'No cluster has the release.' : `The release stays in ${has.join(', ')}.`,
    ...(later.length === 0 ? [] : [`Never started: ${later.join(', ')}.`]),
    outcome === 'superseded'
      ? 'A newer run has the tier and goes on.'
      : 'Run the failed jobs again, or start "Roll back" to return every cluster to one release.',
  ].join(' ');
  return { outcome, standings, sentence };
}

function isDone({ state }: DeploymentRecord): boolean {
  if (state.phase !== 'ended') return state.phase === 'verifying';
  return state.outcome === 'complete' || (state.outcome === 'unknown' && state.sentence === PARTIAL);
}

const wordOf = (record: DeploymentRecord | undefined): string =>
  record === undefined ? 'no record' : record.state.phase === 'ended' ? record.state.outcome : record.state.phase;
