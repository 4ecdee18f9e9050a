import type { KubernetesObject } from '../cluster.ts';
import { dropped } from '../inventory/brought.ts';
import { identityOf, without } from '../inventory/identity.ts';
import { presentOf } from '../inventory/present.ts';
import { removalFindings } from '../inventory/removal-rights.ts';
import { serviceOf } from '../inventory/service-mark.ts';
import type { Findings } from '../preflight/references.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import type { History, HistoryEntry } from '../state/history.ts';
import type { Undertaking } from '../undertaking.ts';
import { findWayBack } from './find-way-back.ts';

interface Found extends Pick<Undertaking, 'manifests' | 'live' | 'key' | 'foundBefore'> {
  readonly history: History;
  readonly target: HistoryEntry | undefined;
  /** As the API server says that the objects will be. */
  readonly answers: readonly KubernetesObject[];
}

/** What speaks against writing beside the release itself: that there is no way back from it, and that what is to be deleted may not be. */
export async function lookAhead(
  request: RolloutRequest,
  ports: Pick<RolloutPorts, 'cluster'>,
  { manifests, live, key, foundBefore, history, target, answers }: Found,
): Promise<Findings> {
  const { cluster } = ports;
  const { service, namespace } = request;
  const { objects, preDeployJobs, jobs } = manifests;
  const late = request.prune === true ? await presentOf(cluster, dropped(history, key, objects), namespace) : [];
  const ours = late.filter((object) => serviceOf(object) === service);
  const isBrought = (object: KubernetesObject) => !foundBefore.has(identityOf(object));
  const brought =
    target === undefined || request.rollback === undefined ? [] : without(objects, target.objects).filter(isBrought);
  const written = [...objects, ...preDeployJobs, ...jobs];
  const all = await Promise.all([
    findWayBack(request, ports, { key, written, objects, answers, live, history, target }),
    removalFindings(cluster, brought, namespace, 'helps'),
    removalFindings(cluster, ours, namespace, 'must'),
  ]);
  return { refusals: all.flatMap(({ refusals }) => refusals), notes: all.flatMap(({ notes }) => notes) };
}
