import type { KubernetesObject } from '../cluster.ts';
import { COLOUR, HASH } from '../copy-labels.ts';
import { type Exposed, type Labels, selectorOf } from '../exposed-workload.ts';
import { matchLabelsOf, recordAt, recordsAt } from '../object-parts.ts';
import type { Operation } from '../state/operation.ts';
import type { WorkloadManifest } from '../workload.ts';

export type Colour = 'blue' | 'green';

/** One of two copies of a workload: its Deployment, and what the Service selects to lead there. */
export interface Copy {
  readonly workload: string;
  /** `undefined`: the Deployment from before Sluice, kept under its own name. */
  readonly colour: Colour | undefined;
  readonly selector: Labels;
}

export const colouredCopy = ({ deployment, selector }: Exposed, colour: Colour): Copy => ({
  workload: `${deployment.metadata.name}-${colour}`,
  colour,
  selector: { ...selector, [COLOUR]: colour },
});

/** The copy that has the traffic. `undefined` before the first deploy. */
export function liveCopy(
  exposed: Exposed,
  service: KubernetesObject | undefined,
  original: KubernetesObject | undefined,
): Copy | undefined {
  if (service === undefined) return undefined;
  const selector = selectorOf(service);
  const colour = selector[COLOUR];
  if (colour === 'blue' || colour === 'green') return { ...colouredCopy(exposed, colour), selector };
  return original === undefined
    ? undefined
    : { workload: exposed.deployment.metadata.name, colour: undefined, selector };
}

/** The copy that gets the next release: never the one that the Service selects. */
export const idleCopy = (exposed: Exposed, live: Copy | undefined): Copy =>
  colouredCopy(
    exposed,
    live?.colour === 'blue' || (live !== undefined && live.colour === undefined) ? 'green' : 'blue',
  );

/** The copy that an operation came from, as the operation remembers it. */
export function copyOf(side: Operation['from']): Copy | undefined {
  if (side?.workload === undefined || side.selector === undefined) return undefined;
  const colour = side.selector[COLOUR];
  return {
    workload: side.workload,
    colour: colour === 'blue' || colour === 'green' ? colour : undefined,
    selector: side.selector,
  };
}

/** Whether a pod belongs to a copy, by its name: endpoints carry no labels. */
export function isPodOf({ workload, colour }: Copy, pod: string): boolean {
  const colours = ['blue', 'green'].map((name) => `${workload}-${name}-`);
  return pod.startsWith(`${workload}-`) && (colour !== undefined || colours.every((prefix) => !pod.startsWith(prefix)));
}

/** The selector that holds a Service to the pods that the original runs now: the twin's pods have all of its other labels.
 *  @param hash of its ReplicaSet. */
export const heldTo = (copy: Copy, hash: string): Copy =>
  copy.colour === undefined ? { ...copy, selector: { ...withoutHold(copy.selector), [HASH]: hash } } : copy;

/** The same selector without that hold, once there are no other pods. */
export const withoutHold = (selector: Labels): Labels => {
  const { [HASH]: _, ...rest } = selector;
  return rest;
};

/** A merge patch that makes one map of labels of another: keys that are to go are null.
 *  @see https://datatracker.ietf.org/doc/html/rfc7386 */
export const selectorChange = (now: Labels, wanted: Labels): Readonly<Record<string, string | null>> => ({
  ...Object.fromEntries(Object.keys(now).flatMap((key) => (key in wanted ? [] : [[key, null]]))),
  ...wanted,
});

/** A Deployment beside another one, with a label of its own, and without the number of its pods: that is set by a patch of its own,
 *  because an autoscaler may own it. */
export function besideDeployment(deployment: WorkloadManifest, name: string, label: Labels): KubernetesObject {
  const { metadata, spec: whole } = deployment;
  const { replicas: _, ...spec } = whole;
  const { template } = spec;
  return {
    ...deployment,
    metadata: { ...metadata, name, labels: { ...metadata.labels, ...label } },
    spec: {
      ...spec,
      selector: { ...recordAt(spec, 'selector'), matchLabels: { ...matchLabelsOf(deployment), ...label } },
      template: { ...template, metadata: { ...template.metadata, labels: { ...template.metadata?.labels, ...label } } },
    },
  };
}

export const colouredDeployment = ({ deployment }: Exposed, { workload, colour }: Copy): KubernetesObject =>
  besideDeployment(deployment, workload, { [COLOUR]: colour ?? '' });

export const previewName = ({ service }: Exposed): string => `${service.metadata.name}-preview`;

/** A Service beside another one, inside the cluster, on its ports. */
export function besideService(service: KubernetesObject, name: string, selector: Labels): KubernetesObject {
  const ports = recordsAt(service, 'spec', 'ports').map(({ nodePort: _, ...port }) => port);
  return { apiVersion: 'v1', kind: 'Service', metadata: { ...service.metadata, name }, spec: { selector, ports } };
}

/** Leads to a copy before it has the traffic: where checks go, and where readiness is counted as the network sees it. */
export function previewService(exposed: Exposed, copy: Copy): KubernetesObject {
  const service = besideService(exposed.service, previewName(exposed), copy.selector);
  return { ...service, metadata: { ...service.metadata, annotations: {} } };
}

/** The Service of the manifests, leading where it leads now: applying it switches nothing. */
export const serviceLeadingTo = (
  { service }: Pick<Exposed, 'service'>,
  { selector }: Pick<Copy, 'selector'>,
): KubernetesObject => ({
  ...service,
  spec: { ...recordAt(service, 'spec'), selector },
});

/** An autoscaler or a budget, for the copy that has the traffic. */
export function followerOf({ deployment }: Exposed, follower: KubernetesObject, copy: Copy): KubernetesObject {
  const spec = recordAt(follower, 'spec');
  const target = recordAt(spec, 'scaleTargetRef');
  if (target?.['kind'] === 'Deployment' && target['name'] === deployment.metadata.name)
    return { ...follower, spec: { ...spec, scaleTargetRef: { ...target, name: copy.workload } } };
  if (follower.kind !== 'PodDisruptionBudget' || copy.colour === undefined) return follower;
  const matchLabels = { ...matchLabelsOf(follower), [COLOUR]: copy.colour };
  return { ...follower, spec: { ...spec, selector: { ...recordAt(spec, 'selector'), matchLabels } } };
}
