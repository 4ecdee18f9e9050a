import { assertNever } from '../../../domain/brand.ts';
import type { KubernetesObject } from '../cluster.ts';
import { quantity } from '../preflight/quantity.ts';

/** A change that the API server lets through and never lets back. */
export interface OneWay {
  readonly code: 'grown' | 'sealed' | 'class-set';
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

interface Parts {
  readonly immutable?: boolean;
  readonly spec?: {
    readonly type?: string;
    readonly loadBalancerClass?: string;
    readonly volumeAttributesClassName?: string;
    readonly resources?: { readonly requests?: { readonly storage?: unknown } };
  };
}
// Each field is looked at by its kind; what is not there is undefined.
const partsOf = (object: KubernetesObject): Parts => object as Parts;

/** What an object becomes that it cannot cease to be. What never changes after creation needs no rule: the dry run of the release
 *  refuses it.
 *  @param coming as the API server says that it will be
 *  @param back as going back would write it */
export function oneWays(coming: KubernetesObject, back: KubernetesObject): readonly OneWay[] {
  const [next, kept] = [partsOf(coming), partsOf(back)];
  switch (`${coming.apiVersion}/${coming.kind}`) {
    // @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims
    case 'v1/PersistentVolumeClaim': {
      const [to, from] = [next.spec?.resources?.requests?.storage, kept.spec?.resources?.requests?.storage];
      return [
        ...((quantity(to) ?? 0) > (quantity(from) ?? Number.POSITIVE_INFINITY)
          ? [{ code: 'grown', field: 'spec.resources.requests.storage', from: String(from), to: String(to) } as const]
          : []),
        ...setOnce('volumeAttributesClassName', next, kept),
      ];
    }
    // @see https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable
    case 'v1/ConfigMap':
    case 'v1/Secret':
      return next.immutable === true && kept.immutable !== true
        ? [{ code: 'sealed', field: 'immutable', from: 'false', to: 'true' }]
        : [];
    // @see https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class
    case 'v1/Service':
      return next.spec?.type === 'LoadBalancer' && kept.spec?.type === 'LoadBalancer'
        ? setOnce('loadBalancerClass', next, kept)
        : [];
    default:
      return [];
  }
}

function setOnce(
  field: 'loadBalancerClass' | 'volumeAttributesClassName',
  next: Parts,
  kept: Parts,
): readonly OneWay[] {
  const [to, from] = [next.spec?.[field], kept.spec?.[field]];
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
