import { canaryNameOf } from '../rollout/canary/canary-deployment.ts';
import { type Cluster, type KubernetesObject, Refusal, referenceOf, Unreachable } from '../rollout/cluster.ts';
import type { AttemptEnd } from '../rollout/ending.ts';
import { replicasOf } from '../rollout/exposed-workload.ts';
import type { RolloutRequest } from '../rollout/request.ts';
import { stateOf } from '../rollout/state/annotations.ts';
import { type History, type HistoryEntry, isGood } from '../rollout/state/history.ts';
import { readRunning } from '../rollout/state/running-workload.ts';
import { UnusableHistory } from '../rollout/state/unusable-history.ts';
import { subjectOf } from '../rollout/subject.ts';
import { followsJobs } from '../rollout/workload.ts';
import { chooseKept, type KeptChoice, keptTargets } from './kept-targets.ts';

export interface TargetRequest extends Pick<RolloutRequest, 'service' | 'namespace' | 'strategy'> {
  /** As of `chooseKept`. */
  readonly to: string;
  readonly repository?: string | undefined;
}

/** Tells which of the states that were good should not be returned to unless somebody names them. Never fails, and never takes long. */
export type Doubts = (targets: History) => Promise<ReadonlySet<string>>;

/** What a rollback returns to, or how it ends without anything. Asks the cluster of the tier, which alone knows what was good; writes nothing. */
export async function findTarget(
  cluster: Pick<Cluster, 'get'>,
  request: TargetRequest,
  doubts: Doubts = async () => new Set(),
): Promise<HistoryEntry | AttemptEnd> {
  try {
    const choice = await chosen(cluster, request, doubts);
    if (choice.kind === 'state' && runsNothing(choice.entry, request.namespace))
      return { outcome: 'refused', sentence: RUNS_NOTHING };
    return choice.kind === 'state'
      ? choice.entry
      : { outcome: 'refused', reason: choice.reason, sentence: choice.sentence };
  } catch (error) {
    if (error instanceof UnusableHistory) return { outcome: 'refused', reason: error.reason, sentence: error.message };
    if (error instanceof Unreachable) return { outcome: 'unknown', sentence: `${error.message} Nothing was written.` };
    if (error instanceof Refusal) return { outcome: 'refused', sentence: `The API server refuses: ${error.message}` };
    throw error;
  }
}

const RUNS_NOTHING =
  'It is a release of Jobs alone: going back to an earlier one would run nothing, and what the later one did would stay. Bring a new release that puts right what is wrong.';

/** No Job is part of a state. */
const runsNothing = ({ objects }: HistoryEntry, namespace: string): boolean =>
  !objects.some((object) => followsJobs(object) || subjectOf(object, namespace) !== undefined);

async function chosen(cluster: Pick<Cluster, 'get'>, request: TargetRequest, doubts: Doubts): Promise<KeptChoice> {
  const { to, repository } = request;
  const { history, live } = await readRunning(cluster, request);
  const beside =
    to === '' && live !== undefined ? await stableBesideCanary(cluster, history, live, request) : undefined;
  if (beside !== undefined) return { kind: 'state', entry: beside };
  const running = live && stateOf(live);
  const takenBack =
    to === '' ? await doubts(keptTargets(history, running, repository).filter(isGood)) : new Set<string>();
  return chooseKept(history, running, { ...request, takenBack });
}

/** While a canary has a share of the traffic, it is what is to be left, and the stable release is what is to be gone back to. */
async function stableBesideCanary(
  cluster: Pick<Cluster, 'get'>,
  history: History,
  stable: KubernetesObject,
  { namespace, strategy }: TargetRequest,
): Promise<HistoryEntry | undefined> {
  if (strategy.kind !== 'canary') return undefined;
  const canary = await cluster.get({ ...referenceOf(stable, namespace), name: canaryNameOf(stable) });
  return (replicasOf(canary) ?? 0) > 0 ? history.find(({ key }) => key === stateOf(stable)) : undefined;
}
