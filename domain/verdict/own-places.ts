import type { Container, Pod } from './kubernetes.ts';
import { toleratedPods } from './tolerance.ts';
import type { View } from './view.ts';

/** Places that our own old pods hold, which the strategy keeps until the new pod is ready: neither will ever move. */
export interface HeldPlace {
  readonly words: string;
  readonly remedy: string;
}

const MAKE_ROOM =
  'let the old pod go first: maxSurge 0 and maxUnavailable 1, for a Deployment also the strategy Recreate';

/** @param told the scheduler's words for a new pod
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/scheduler/framework/plugins */
export function heldPlace(told: string, pod: Pod, view: View): HeldPlace | undefined {
  const { judged, oldPods } = view;
  const holder = oldPods.find(({ spec }) => spec.nodeName !== undefined);
  if ((judged.kind !== 'Deployment' && judged.kind !== 'DaemonSet') || holder === undefined) return undefined;
  if (toleratedPods(judged) > 0) return undefined;
  const old = `our own old pod "${holder.metadata.name}"`;
  const port = hostPorts(pod).find((wanted) => oldPods.some((other) => hostPorts(other).includes(wanted)));
  if (/free ports/i.test(told) && port !== undefined)
    return {
      words: `host port ${port} is held by ${old}, which stays until the new one is ready`,
      remedy: `Two pods cannot have one port of a node: ${MAKE_ROOM}; or give up hostPort.`,
    };
  if (/ReadWriteOncePod/i.test(told))
    return {
      words: `its volume may be used by one pod alone, and ${old} has it until the new one is ready`,
      remedy: `For that volume ${MAKE_ROOM}; or use the access mode ReadWriteOnce.`,
    };
  if (/anti-affinity|topology spread/i.test(told))
    return {
      words: `its rule of spreading counts ${old}, which stays until the new one is ready`,
      remedy: `For that rule ${MAKE_ROOM}; or let it count the pods of one template alone (matchLabelKeys: [pod-template-hash]), or only prefer it.`,
    };
  return undefined;
}

/** Which volume of one node an old pod of ours keeps there; the claim's name. */
export function heldClaim(
  pod: Pod,
  { oldPods, judged }: View,
): { readonly claim: string; readonly by: string } | undefined {
  if (judged.kind !== 'Deployment' || toleratedPods(judged) > 0) return undefined;
  const wanted = claimsOf(pod);
  for (const old of oldPods) {
    const claim = claimsOf(old).find((name) => wanted.includes(name));
    if (claim !== undefined && old.spec.nodeName !== pod.spec.nodeName) return { claim, by: old.metadata.name };
  }
  return undefined;
}

const claimsOf = ({ spec }: Pod): readonly string[] =>
  (spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);

const hostPorts = ({ spec }: Pod): readonly number[] =>
  [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ ports = [] }: Container) =>
    ports.flatMap(({ hostPort }) => hostPort ?? []),
  );
