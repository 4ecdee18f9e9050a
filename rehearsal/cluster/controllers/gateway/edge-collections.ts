import type { ResourceKey } from '../../object-store.ts';

const ofGke = (resource: string): ResourceKey => ({ group: 'networking.gke.io', resource });
const ofCertManager = (resource: string): ResourceKey => ({ group: 'cert-manager.io', resource });

export const GATEWAYS: ResourceKey = { group: 'gateway.networking.k8s.io', resource: 'gateways' };
export const ROUTES: ResourceKey = { group: 'gateway.networking.k8s.io', resource: 'httproutes' };
export const BACKEND_POLICIES = ofGke('gcpbackendpolicies');
/** Of which GKE says whether they are attached. */
export const POLICIES: readonly ResourceKey[] = [
  BACKEND_POLICIES,
  ofGke('gcpgatewaypolicies'),
  ofGke('healthcheckpolicies'),
];
export const CERTIFICATES = ofCertManager('certificates');
/** Of which cert-manager says whether they are ready. */
export const CERTIFIED: readonly ResourceKey[] = [ofCertManager('issuers'), CERTIFICATES];
export const INGRESSES: ResourceKey = { group: 'networking.k8s.io', resource: 'ingresses' };
