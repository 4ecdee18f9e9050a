import type { KubernetesObject } from '../../../engine/rollout/cluster.ts';
import { readyPodsIn } from '../../../engine/rollout/endpoints.ts';
import { operationOf } from '../../../engine/rollout/state/operation.ts';
import { WEB } from '../scenarios/workload.ts';

/** There are others, which no client knows. */
const SERVICE = `Service/${WEB}`;
const COLOUR = 'sluice.dev/colour';

interface Spec {
  readonly selector?: Readonly<Record<string, string>> & { readonly matchLabels?: Readonly<Record<string, string>> };
}
const specOf = (object: KubernetesObject): Spec => object['spec'] as Spec;
const readyOf = ({ status }: KubernetesObject): number =>
  ((status ?? {}) as { readonly readyReplicas?: number }).readyReplicas ?? 0;

/** What of I1 to I6 (rollout.md §4) does not hold in a film, a sentence each; pure.
 *  @param before states from before the film, oldest first, so that its first change is one.
 *  @param pods how many the live copy needs. */
export function brokenInvariants(
  before: readonly KubernetesObject[],
  frames: readonly KubernetesObject[],
  pods: number,
): readonly string[] {
  const broken = new Set<string>();
  const known = new Map(before.map((object) => [keyOf(object), object]));
  for (const object of frames) {
    for (const sentence of brokenBy(object, known, pods)) broken.add(sentence);
    known.set(keyOf(object), object);
  }
  return [...broken];
}

const keyOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.name}`;

function brokenBy(object: KubernetesObject, known: ReadonlyMap<string, KubernetesObject>, pods: number): string[] {
  const was = known.get(keyOf(object));
  const service = keyOf(object) === SERVICE ? object : known.get(SERVICE);
  const live = service === undefined ? undefined : liveName(service);
  const isWritten = was !== undefined && JSON.stringify(specOf(was)) !== JSON.stringify(specOf(object));
  const { name, labels } = object.metadata;
  switch (object.kind) {
    case 'Deployment': {
      const operation = operationOf(service);
      return [
        ...(name === live && readyOf(object) < pods
          ? [`I1: the Service leads to ${name} with ${readyOf(object)} ready pods`]
          : []),
        ...(isWritten && name === live && name !== WEB ? [`I4: ${name} was written with the traffic on it`] : []),
        ...(isWritten && name === operation?.from?.workload && operation.phase !== 'verified'
          ? [`I3: ${name} was written in phase ${operation.phase}`]
          : []),
        ...(name !== WEB && specOf(object).selector?.matchLabels?.[COLOUR] === undefined
          ? [`I6: the selector of ${name} has no colour`]
          : []),
      ];
    }
    case 'Service': {
      if (name !== WEB) return [];
      const [now, then] = [specOf(object).selector ?? {}, specOf(was ?? object).selector ?? {}];
      const changed = [...new Set([...Object.keys(now), ...Object.keys(then)])].filter((key) => now[key] !== then[key]);
      const target = known.get(`Deployment/${live}`);
      return [
        ...(changed.some((key) => key !== COLOUR && key !== 'pod-template-hash') ? [`I2: ${changed} changed`] : []),
        ...(target !== undefined && readyOf(target) < pods
          ? [`I1: the Service was turned to ${live} with ${readyOf(target)} ready pods`]
          : []),
      ];
    }
    default: {
      const ready = labels?.['kubernetes.io/service-name'] === WEB ? readyPodsIn([object]).size : pods;
      return ready < pods ? [`I1: ${ready} pods get the traffic, wanted ${pods}`] : [];
    }
  }
}

function liveName(service: KubernetesObject): string {
  const colour = specOf(service).selector?.[COLOUR];
  return colour === undefined ? WEB : `${WEB}-${colour}`;
}
