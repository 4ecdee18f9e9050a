import { applyObject } from '../apply.ts';
import { type Clock, pause } from '../clock.ts';
import { type Cluster, type KubernetesObject, type ObjectReference, referenceOf, seenOf } from '../cluster.ts';
import { type Standing, standingOf } from '../edge/route-standing.ts';
import { overMoves } from '../over-moves.ts';
import type { History } from '../state/history.ts';
import { withVersion } from '../write.ts';
import { isRoute, rulesOf, type ServiceNames, shareIn, withShare } from './route.ts';

/** Routes whose weights may have been moved: those of the manifests and of every state that the history knows, because a release that
 *  is gone back to may have none. */
export function knownRoutes(
  objects: readonly KubernetesObject[],
  history: History,
  namespace: string,
): readonly ObjectReference[] {
  const routes = [...objects, ...history.flatMap((entry) => entry.objects)].filter(isRoute);
  return [...new Map(routes.map((route) => [route.metadata.name, referenceOf(route, namespace)])).values()];
}

/** What the canary has now, in percent. */
export async function shareNow(
  cluster: Cluster,
  routes: readonly ObjectReference[],
  names: ServiceNames,
): Promise<number> {
  const live = await Promise.all(routes.map((route) => cluster.get(route)));
  return Math.max(0, ...live.map((route) => shareIn(route, names)));
}

/** Applies the route of the manifests with that share, over the version that was looked at. @throws {NewerRun | Refusal | Unreachable} */
export async function giveShare(
  cluster: Cluster,
  route: KubernetesObject,
  names: ServiceNames,
  percent: number,
): Promise<void> {
  const wanted = withShare(route, names, percent);
  const reference = referenceOf(route, route.metadata.namespace ?? '');
  await overMoves(async () => {
    const live = await cluster.get(reference);
    await applyObject(cluster, withVersion(wanted, live?.metadata.resourceVersion));
  });
}

/** Takes the share away, wherever there is one, by a guarded patch of the route as it is: that needs no manifest of it.
 *  @returns the routes that had one. @throws {NewerRun | Refusal | Unreachable} */
export async function takeShare(
  cluster: Cluster,
  routes: readonly ObjectReference[],
  names: ServiceNames,
): Promise<readonly ObjectReference[]> {
  const written: ObjectReference[] = [];
  for (const reference of routes)
    await overMoves(async () => {
      const live = await cluster.get(reference);
      const wanted = live && withShare(live, names, 0);
      if (live === undefined || wanted === live) return;
      await cluster.patch(seenOf(live, reference.namespace), { spec: { rules: rulesOf(wanted) } });
      written.push(reference);
    });
  return written;
}

/** Most Gateways need a second; those of clouds are not asked more often because they need minutes. */
const lookEvery = (waited: number): number => (waited < 10_000 ? 2_000 : 10_000);
/** A Service that has just been made may be unknown to a Gateway for a moment. */
const REFUSED_FOR = 15_000;

/** Until the Gateways take a route as it is, or refuse it for a while, or the time is over.
 *  @param meanwhile passes so many milliseconds, and says when that was ended by something else. */
export async function untilTaken<T>(
  reference: ObjectReference,
  within: number,
  { cluster, clock }: { readonly cluster: Cluster; readonly clock: Clock },
  meanwhile: (milliseconds: number) => Promise<T | undefined>,
): Promise<Standing | { readonly kind: 'ended'; readonly by: T }> {
  const start = clock.now();
  let refusedSince: number | undefined;
  for (;;) {
    const route = await cluster.get(reference);
    const standing: Standing =
      route === undefined ? { kind: 'unknown', sentence: `HTTPRoute "${reference.name}" is gone` } : standingOf(route);
    if (standing.kind === 'taken') return standing;
    refusedSince = standing.kind === 'refused' ? (refusedSince ?? clock.now()) : undefined;
    if (clock.now() - start >= within || (refusedSince !== undefined && clock.now() - refusedSince >= REFUSED_FOR))
      return standing;
    const by = await meanwhile(lookEvery(clock.now() - start));
    if (by !== undefined) return { kind: 'ended', by };
  }
}

/** Passes time, and ends when the signal aborts. */
export const idly =
  (clock: Clock, signal: AbortSignal) =>
  async (milliseconds: number): Promise<true | undefined> => {
    await pause(milliseconds, clock, signal);
    return signal.aborted ? true : undefined;
  };
