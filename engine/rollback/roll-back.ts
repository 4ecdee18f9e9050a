import { formatDigestReference } from '../../domain/image.ts';
import type { DeploymentRecord } from '../../domain/record.ts';
import { attempt } from '../rollout/attempt.ts';
import { canaryNameOf } from '../rollout/canary/canary-deployment.ts';
import { type Cluster, type KubernetesObject, Refusal, referenceOf, Unreachable } from '../rollout/cluster.ts';
import type { AttemptEnd } from '../rollout/ending.ts';
import { replicasOf } from '../rollout/exposed-workload.ts';
import type { RolloutPorts, RolloutRequest, RolloutResult } from '../rollout/request.ts';
import { recorded } from '../rollout/roll-out.ts';
import { RELEASE, stateOf } from '../rollout/state/annotations.ts';
import {
  type History,
  type HistoryEntry,
  historyName,
  isGood,
  lastGood,
  readHistory,
} from '../rollout/state/history.ts';
import { runningWorkload } from './running-workload.ts';
import { chooseTarget } from './target.ts';
import { chooseTierTarget } from './tier-target.ts';

export interface RollbackRequest
  extends Omit<RolloutRequest, 'kind' | 'manifests' | 'release' | 'rollback' | 'verification'> {
  /** Release digest, commit or record id; '' for the last good release before the one that runs. */
  readonly to: string;
}

export interface RollbackPorts extends RolloutPorts {
  /** Manifests of a release for the tier, from the registry; asked only when the history does not have them. */
  readonly manifestsOf: (reference: string, tier: string) => Promise<string>;
}

/** Returns a tier to an earlier good release with the rules of a rollout: dry run, order of runs, watch, verdict, record.
 *  A rollback that fails is not undone: what it left was not wanted either. */
export async function rollBack(request: RollbackRequest, ports: RollbackPorts): Promise<RolloutResult> {
  const found = await findTarget(request, ports);
  const base = { ...request, kind: 'rollback', rollback: undefined, verification: 'none' } as const;
  if ('end' in found) {
    const { end } = found;
    return await recorded({ ...base, manifests: '', release: undefined }, ports, async () => end);
  }
  const full: RolloutRequest = { ...base, ...found };
  return await recorded(full, ports, (watched) => attempt(full, watched));
}

type Found = Pick<RolloutRequest, 'manifests' | 'release' | 'commit'> | { readonly end: AttemptEnd };

async function findTarget(request: RollbackRequest, ports: RollbackPorts): Promise<Found> {
  const { service, tier, namespace, cluster, to, run } = request;
  try {
    const history = readHistory(
      await ports.cluster.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: historyName(service) }),
    );
    const live = await runningWorkload(ports.cluster, history, request);
    const running = live?.metadata.annotations?.[RELEASE];
    const held =
      to === '' && live !== undefined ? await stableBesideCanary(ports.cluster, history, live, request) : undefined;
    if (held !== undefined) return fromHistory(held, request);
    // Every cluster of a tier has its own records, and all of them must choose from the same ones.
    const limit = cluster === undefined ? {} : { limit: Number.POSITIVE_INFINITY };
    const records = await ports.records.list({ service, tier, ...limit });
    const choice = cluster === undefined ? chooseTarget(records, running, to) : chooseTierTarget(records, run.id, to);
    if (choice.kind === 'none') {
      const entry = unrecorded(history, records, live && stateOf(live), to);
      return entry === undefined
        ? { end: { outcome: 'refused', sentence: choice.sentence } }
        : fromHistory(entry, request);
    }
    const { release, commit } = choice.record;
    const kept = history.find(({ key }) => key === release.digest);
    const manifests = kept === undefined ? await ports.manifestsOf(formatDigestReference(release), tier) : yamlOf(kept);
    return { manifests, release, commit };
  } catch (error) {
    if (error instanceof Unreachable)
      return { end: { outcome: 'unknown', sentence: `${error.message} Nothing was written.` } };
    if (error instanceof Refusal)
      return { end: { outcome: 'refused', sentence: `The API server refuses: ${error.message}` } };
    throw error;
  }
}

/** While a canary has a share of the traffic, it is what is to be left, and the stable release is what is to be gone back to. */
async function stableBesideCanary(
  cluster: Cluster,
  history: History,
  stable: KubernetesObject,
  { namespace, strategy }: RollbackRequest,
): Promise<HistoryEntry | undefined> {
  if (strategy.kind !== 'canary') return undefined;
  const canary = await cluster.get({ ...referenceOf(stable, namespace), name: canaryNameOf(stable) });
  return (replicasOf(canary) ?? 0) > 0 ? history.find(({ key }) => key === stateOf(stable)) : undefined;
}

/** States that no record tells about: plain manifests, or what ran before Sluice came. The history in the namespace knows them. */
function unrecorded(
  history: History,
  records: readonly DeploymentRecord[],
  running: string | undefined,
  to: string,
): HistoryEntry | undefined {
  const recorded = new Set<string>(records.flatMap(({ release }) => (release === undefined ? [] : [release.digest])));
  const good = history.filter((entry) => isGood(entry) && !recorded.has(entry.key));
  return to === '' ? lastGood(good, running) : good.find(({ key }) => key === to);
}

const fromHistory = (entry: HistoryEntry, { commit }: RollbackRequest): Found => ({
  manifests: yamlOf(entry),
  release: entry.release,
  commit: entry.commit ?? commit,
});

/** JSON is YAML. */
const yamlOf = ({ objects }: HistoryEntry): string => objects.map((object) => JSON.stringify(object)).join('\n---\n');
