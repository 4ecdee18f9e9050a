import type { Kubectl } from '../bring-up/kubectl.ts';

/** Policies of Google's load balancers. GKE alone has their definitions; these take whatever is said.
 *  @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources */
const KINDS = {
  GCPBackendPolicy: 'gcpbackendpolicies',
  GCPGatewayPolicy: 'gcpgatewaypolicies',
  HealthCheckPolicy: 'healthcheckpolicies',
};

const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

export const GKE_KINDS = Object.entries(KINDS).map(([kind, plural]) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.networking.gke.io` },
  spec: {
    group: 'networking.gke.io',
    names: { kind, plural, singular: kind.toLowerCase() },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', properties: { spec: anything, status: anything } } },
      },
    ],
  },
}));

/** Gives the cluster those kinds. @returns what takes them away */
export async function installGkeKinds(kubectl: Kubectl): Promise<() => Promise<void>> {
  const names = GKE_KINDS.map(({ metadata }) => `customresourcedefinitions/${metadata.name}`);
  await kubectl.apply(GKE_KINDS, '--server-side');
  await kubectl('wait', '--for=condition=Established', '--timeout=60s', ...names);
  return async () => void (await kubectl('delete', '--ignore-not-found', '--timeout=90s', ...names));
}
