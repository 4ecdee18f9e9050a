/** Versions of the Gateway API that matter: its newest, and the one whose kinds GKE installs. What is generated uses nothing that the
 *  latter has not.
 *  @see https://github.com/kubernetes-sigs/gateway-api/releases
 *  @see https://docs.cloud.google.com/kubernetes-engine/docs/concepts/gateway-api */
export const GATEWAY_API = { newest: 'v1.5.0', gke: 'v1.3.0' } as const;

/** Everything of it that is generated, and since when its standard channel has it. */
export const USED_SINCE: Readonly<Record<string, string>> = {
  'Gateway.spec.addresses': 'v1.0.0',
  'Gateway.spec.gatewayClassName': 'v1.0.0',
  'Gateway.spec.listeners': 'v1.0.0',
  'HTTPRoute.spec.hostnames': 'v1.0.0',
  'HTTPRoute.spec.parentRefs': 'v1.0.0',
  'HTTPRoute.spec.rules': 'v1.0.0',
  'HTTPRoute.filter.RequestRedirect': 'v1.0.0',
  'HTTPRoute.filter.ResponseHeaderModifier': 'v1.0.0',
};
