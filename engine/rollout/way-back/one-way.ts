import { assertNever } from '../../../domain/brand.ts';
import type { KubernetesObject } from '../cluster.ts';
import { partAt, textAt } from '../object-parts.ts';
import { quantity } from '../preflight/quantity.ts';

/** A change that the API server lets through and never lets back. */
export interface OneWay {
  readonly code: 'grown' | 'sealed' | 'class-set';
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

const STORAGE = ['spec', 'resources', 'requests', 'storage'] as const;

/** What an object becomes that it cannot cease to be. What never changes after creation needs no rule: the dry run of the release
 *  refuses it.
 *  @param coming as the API server says that it will be
 *  @param back as going back would write it */
export function oneWays(coming: KubernetesObject, back: KubernetesObject): readonly OneWay[] {
  switch (`${coming.apiVersion}/${coming.kind}`) {
    // @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims
    case 'v1/PersistentVolumeClaim': {
      const [to, from] = [partAt(coming, ...STORAGE), partAt(back, ...STORAGE)];
      return [
        ...((quantity(to) ?? 0) > (quantity(from) ?? Number.POSITIVE_INFINITY)
          ? [{ code: 'grown', field: 'spec.resources.requests.storage', from: String(from), to: String(to) } as const]
          : []),
        ...setOnce('volumeAttributesClassName', coming, back),
      ];
    }
    // @see https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable
    case 'v1/ConfigMap':
    case 'v1/Secret':
      return coming['immutable'] === true && back['immutable'] !== true
        ? [{ code: 'sealed', field: 'immutable', from: 'false', to: 'true' }]
        : [];
    // @see https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class
    case 'v1/Service':
      return partAt(coming, 'spec', 'type') === 'LoadBalancer' && partAt(back, 'spec', 'type') === 'LoadBalancer'
        ? setOnce('loadBalancerClass', coming, back)
        : [];
    default:
      return [];
  }
}

function setOnce(
  field: 'loadBalancerClass' | 'volumeAttributesClassName',
  next: KubernetesObject,
  kept: KubernetesObject,
): readonly OneWay[] {
  const [to, from] = [textAt(next, 'spec', field), textAt(kept, 'spec', field)];
  return to !== undefined && from === undefined
    ? [{ code: 'class-set', field: `spec.${field}`, from: 'none', to }]
    : [];
}

export function oneWayWords({ code, field, from, to }: OneWay): string {
  switch (code) {
    case 'grown':
      return `${field} grows from ${from} to ${to}, and a claim never shrinks`;
    case 'sealed':
      return `"${field}" becomes true, and what is immutable is never changed again`;
    case 'class-set':
      return `${field} becomes "${to}", and is never taken away again`;
    default:
      return assertNever(code);
  }
}
