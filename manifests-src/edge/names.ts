/** Objects of an edge that a tier has one of. */
export const EDGE = 'edge';
/** Listeners of the Gateway. */
export const HTTP = 'http';
export const HTTPS = 'https';

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';
export const GATEWAY_VERSION = `${GATEWAY_GROUP}/v1`;
export const GKE_VERSION = 'networking.gke.io/v1';
export const CERT_MANAGER_VERSION = 'cert-manager.io/v1';
/** Where nginx and its certificates are. */
export const NGINX_CLASS = 'nginx';
export const NGINX_NAMESPACE = 'ingress-nginx';
export const CERTIFICATE_SECRET = 'edge-tls';
