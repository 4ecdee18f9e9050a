import { expect } from '@jest/globals';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { readyPodsIn } from '../../../../../engine/rollout/endpoints.ts';
import { operationOf } from '../../../../../engine/rollout/state/operation.ts';
import { type Colour, isPodOf } from '../../../../../engine/rollout/traffic/copy.ts';
import type { EmbeddedRoom } from '../embedded-room.ts';

interface Spec {
  readonly replicas?: number;
  readonly selector?: Readonly<Record<string, string>> & { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly template?: { readonly metadata: { readonly labels: Readonly<Record<string, string>> } };
}
const specOf = (object: KubernetesObject): Spec => object['spec'] as Spec;
const readyOf = (object: KubernetesObject): number =>
  ((object['status'] ?? {}) as { readonly readyReplicas?: number }).readyReplicas ?? 0;
const COLOUR = 'sluice.dev/colour';

/** Checks rollout.md §4 after every change in the namespace, whoever made it, from now on. `pods`: how many each copy needs. */
export function invariants(room: EmbeddedRoom, pods: number) {
  const deployments = new Map<string, KubernetesObject>();
  const broken = new Set<string>();
  let service: KubernetesObject | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  let flips = 0;
  const violated = (sentence: string) => void broken.add(sentence);

  const liveOf = (object: KubernetesObject): KubernetesObject | undefined => {
    const colour = specOf(object).selector?.[COLOUR];
    return deployments.get(colour === undefined ? 'api' : `api-${colour}`);
  };
  room.observe = (object) => {
    const { kind, metadata } = object;
    if (kind === 'Deployment') {
      const before = deployments.get(metadata.name);
      deployments.set(metadata.name, object);
      const phase = operationOf(service)?.phase;
      const operation = operationOf(service);
      if (before !== undefined && JSON.stringify(specOf(before)) !== JSON.stringify(specOf(object))) {
        const live = service && liveOf(service)?.metadata.name;
        // I3 and I4: a written copy never has the traffic, and the old one is left alone until the new one is verified.
        if (metadata.name === live) violated(`I4: ${metadata.name} was written with the traffic on it`);
        if (metadata.name === operation?.from?.workload && phase !== 'verified')
          violated(`I3: ${metadata.name} was written in phase ${phase}`);
      }
      if (metadata.name !== 'api' && specOf(object).selector?.matchLabels?.[COLOUR] === undefined)
        violated(`I6: the selector of ${metadata.name} has no colour`);
    }
    if (kind === 'Service' && metadata.name === 'api') {
      if (service !== undefined) {
        const now = specOf(object).selector ?? {};
        const was = specOf(service).selector ?? {};
        const changed = [...new Set([...Object.keys(now), ...Object.keys(was)])].filter((key) => now[key] !== was[key]);
        if (now[COLOUR] !== was[COLOUR]) flips++;
        // I2: nothing but the colour, and the hold on the pods of a Deployment that has none.
        if (changed.some((key) => key !== COLOUR && key !== 'pod-template-hash')) violated(`I2: ${changed} changed`);
      }
      service = object;
    }
    const live = service && liveOf(service);
    if (live !== undefined && readyOf(live) < pods)
      violated(`I1: the Service leads to ${live.metadata.name} with ${readyOf(live)} ready pods`);
    if (kind === 'EndpointSlice' && metadata.labels?.['kubernetes.io/service-name'] === 'api') {
      const ready = readyPodsIn([object]);
      fewest = Math.min(fewest, ready.size);
      const colour = specOf(service ?? object).selector?.[COLOUR];
      const copy = { workload: live?.metadata.name ?? '', colour: colour as Colour | undefined, selector: {} };
      for (const pod of ready)
        if (!isPodOf(copy, pod)) violated(`I1: traffic reaches ${pod} while the Service is for ${copy.workload}`);
    }
  };
  return {
    /** Looks at what is there first. */
    async start(): Promise<void> {
      const { observe } = room;
      for (const object of await room.list('Deployment')) deployments.set(object.metadata.name, object);
      service = await room.get('Service', 'api');
      room.observe = observe;
    },
    flips: () => flips,
    fewestReady: () => fewest,
    expectHeld: (context: object) => expect({ ...context, broken: [...broken] }).toEqual({ ...context, broken: [] }),
    /** Violations that a copy caused by breaking with the traffic on it are its own. */
    broken: () => [...broken],
  };
}
