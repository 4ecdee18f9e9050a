import type { Delivery } from '../../../../domain/delivery.ts';
import { edgesOf, type TierEdge } from '../../../../domain/edge/tier-edge.ts';
import { edgeBootstrap } from '../../../../manifests-src/edge/edge-bootstrap.ts';
import { edgeRelease } from '../../../../manifests-src/edge/edge-release.ts';
import type { KubernetesObject } from '../../../../rehearsal/cluster/kubernetes-object.ts';
import type { EdgeObjects } from '../../../../rehearsal/edge/edge-objects.ts';

export const edgeAt = (delivery: Delivery, tier: string): TierEdge => {
  const found = edgesOf(delivery).find((at) => at.tier.name === tier);
  if (found === undefined) throw new Error(`The delivery has no edge in "${tier}".`);
  return found;
};

/** What a tier's cluster has once its bootstrap and a release of each service are there. */
export function objectsOf(delivery: Delivery, tier: string): EdgeObjects {
  const at = edgeAt(delivery, tier);
  const all = [
    ...edgeBootstrap(at),
    ...at.services.flatMap((service) => edgeRelease(service, at, 'bootstrap.yaml').map(({ object }) => object)),
  ];
  const of = (kind: string): readonly KubernetesObject[] =>
    all.filter((object) => object.kind === kind).map((object) => JSON.parse(JSON.stringify(object)));
  return {
    gateways: of('Gateway'),
    routes: of('HTTPRoute'),
    backendPolicies: of('GCPBackendPolicy'),
    ingresses: of('Ingress'),
    certificates: of('Certificate'),
  };
}
