import type { CanaryStrategy } from '../../../domain/strategy.ts';
import { pause } from '../clock.ts';
import { type KubernetesObject, nameOf, referenceOf } from '../cluster.ts';
import type { Standing } from '../edge/route-standing.ts';
import { readyPodsIn, slicesOf } from '../endpoints.ts';
import type { Exposed } from '../exposed-workload.ts';
import type { Manifests } from '../manifests.ts';
import type { Undertaking } from '../undertaking.ts';
import { watchUntil } from '../watch/watch-until.ts';
import { canaryService, serviceNames } from './canary-service.ts';
import { type CanaryTraffic, canaryTraffic } from './canary-traffic.ts';
import { withShare } from './route.ts';
import type { Share } from './share.ts';
import { giveShare, idly, knownRoutes, shareNow, takeShare, untilTaken } from './weights.ts';

/** How long controllers may take until the Service of the canary leads to its pods. */
const ENDPOINTS_WITHIN = 30_000;
/** How long Gateways may take; those of clouds take minutes. */
const TAKEN_WITHIN = 300_000;
/** A canary that failed is not kept for a slow Gateway. */
const LET_GO_WITHIN = 30_000;
/** From a Gateway's word until its last proxy does so. */
const DRAIN = 10_000;

/** What the Gateways made of a share, that its pods broke meanwhile, or why nothing was written. */
export type Led<T> =
  | Standing
  | { readonly kind: 'ended'; readonly by: T }
  | { readonly kind: 'unmoved'; readonly sentence: string };

/** The part of a canary that is not its pods. By numbers of pods there is no such part: every step is nothing, except that a share
 *  which an earlier run has given by weights is taken away. */
export interface MovedTraffic {
  /** In sentences, after the share. */
  readonly how: string;
  /** When pods of the canary get their share: as soon as they are ready, or when they are led to. */
  readonly begins: 'ready' | 'led';
  /** What is applied before the first step. */
  readonly others: readonly KubernetesObject[];
  /** What the canary has by weights now, in percent. */
  share(): Promise<number>;
  /** Takes away what it has, and waits for a while until nothing leads to it any more. */
  letGo(): Promise<undefined>;
  /** Leads that share to the canary, once its Service leads to all of its pods, and waits until the Gateways have taken it.
   *  @param meanwhile watches the pods for so many milliseconds. */
  lead<T>(share: Share, meanwhile: (milliseconds: number) => Promise<T | undefined>): Promise<Led<T>>;
  /** The manifests with the share that the canary has, so that writing them takes nothing away. */
  kept(manifests: Manifests, percent: number): Manifests;
  /** Takes the share away. @returns whether weights are what was moved, or may have been. */
  take(): Promise<boolean>;
  /** The same, and waits until nothing leads to the canary any more. @returns whether its pods may go. */
  retire(how: 'in-peace' | 'in-haste'): Promise<boolean>;
}

export function movedTraffic(
  strategy: CanaryStrategy,
  exposed: Exposed,
  { request, ports, manifests, keeper, live }: Undertaking,
): MovedTraffic {
  const { kind, namespace } = request;
  const { cluster, clock, log, signal } = ports;
  const names = serviceNames(exposed);
  const routes = knownRoutes(manifests.objects, keeper.history, namespace);
  // Going back moves no traffic to a canary, however the strategy would.
  const traffic: CanaryTraffic =
    kind === 'rollback'
      ? { kind: 'replicas' }
      : canaryTraffic(strategy, manifests, exposed, live.get(nameOf(exposed.deployment)));
  const route = traffic.kind === 'gateway' ? traffic.route : undefined;
  const take = async () => {
    const taken = await takeShare(cluster, routes, names);
    return route === undefined ? taken : [referenceOf(route, namespace)];
  };
  const letGo = async (within: number): Promise<boolean> => {
    const waited = await Promise.all(
      (await take()).map((reference) => untilTaken(reference, within, { cluster, clock }, idly(clock, signal))),
    );
    return waited.every((standing) => standing.kind === 'taken');
  };
  return {
    how: route === undefined ? '' : 'by weight ',
    begins: route === undefined ? 'ready' : 'led',
    // The Service as it is to be: it may have led to pods of a canary before, and must not when weights are moved.
    others:
      route === undefined
        ? exposed.others
        : [...exposed.others.filter((object) => object !== route), exposed.service, canaryService(exposed)],
    share: () => shareNow(cluster, routes, names),
    letGo: async () => void (await letGo(LET_GO_WITHIN)),
    async lead({ pods, percent }, meanwhile) {
      if (route === undefined) return { kind: 'taken' };
      const reached = await watchUntil<true>({
        cluster,
        clock,
        signal,
        log,
        selections: [slicesOf(names.canary, namespace)],
        deadline: clock.now() + ENDPOINTS_WITHIN,
        decide: ([slices = []]) => (readyPodsIn(slices).size >= pods ? true : undefined),
      });
      if (reached.kind !== 'decided')
        return {
          kind: 'unmoved',
          sentence:
            reached.kind === 'unknown'
              ? reached.sentence
              : `Service "${names.canary}" does not lead to ${pods} ready pods, so no traffic was moved`,
        };
      await giveShare(cluster, route, names, percent);
      return await untilTaken(referenceOf(route, namespace), TAKEN_WITHIN, { cluster, clock }, meanwhile);
    },
    kept: (whole, percent) =>
      route === undefined || percent === 0
        ? whole
        : {
            ...whole,
            objects: whole.objects.map((object) => (object === route ? withShare(route, names, percent) : object)),
          },
    take: async () => (await take()).length > 0,
    async retire(how) {
      const hasLetGo = await letGo(how === 'in-peace' && route !== undefined ? TAKEN_WITHIN : LET_GO_WITHIN);
      if (how === 'in-haste' || route === undefined) return true;
      if (!hasLetGo) {
        log.warning(
          `The Gateways have not said that they let go of Service "${names.canary}", so its pods stay. Scale Deployment "${exposed.deployment.metadata.name}-canary" to 0 when they have.`,
        );
        return false;
      }
      await pause(DRAIN, clock, signal);
      return true;
    },
  };
}
