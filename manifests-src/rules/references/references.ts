import { ROUTES } from '../read/routes.ts';

/** A field that names an object in the same namespace. */
export interface Reference {
  readonly from: readonly string[];
  /** Path of a name, or of an object with `name`, and with `kind` where it may be of several. */
  readonly at: string;
  /** The kind that it means, unless it says another. */
  readonly to: string;
  /** Kinds that live outside of namespaces, and so of a tier's tree. */
  readonly clusterScoped?: readonly string[];
  /** Whether the object is often made by somebody else: then only one that was renamed is told. */
  readonly mayBeElsewhere?: true;
}

const ALL_ROUTES = [...ROUTES, 'UDPRoute'];
const GKE_POLICIES = ['GCPBackendPolicy', 'HealthCheckPolicy', 'GCPGatewayPolicy', 'GCPTrafficDistributionPolicy'];

export const REFERENCES: readonly Reference[] = [
  { from: ALL_ROUTES, at: 'spec.parentRefs.*', to: 'Gateway' },
  { from: ALL_ROUTES, at: 'spec.rules.*.backendRefs.*', to: 'Service' },
  { from: ALL_ROUTES, at: 'spec.rules.*.filters.*.requestMirror.backendRef', to: 'Service' },
  { from: GKE_POLICIES, at: 'spec.targetRef', to: 'Service' },
  { from: ['BackendTLSPolicy'], at: 'spec.targetRefs.*', to: 'Service' },
  { from: ['Ingress'], at: 'spec.rules.*.http.paths.*.backend.service', to: 'Service' },
  { from: ['Ingress'], at: 'spec.defaultBackend.service', to: 'Service' },
  { from: ['Ingress'], at: 'spec.tls.*.secretName', to: 'Secret', mayBeElsewhere: true },
  { from: ['Gateway'], at: 'spec.listeners.*.tls.certificateRefs.*', to: 'Secret', mayBeElsewhere: true },
  { from: ['HorizontalPodAutoscaler', 'ScaledObject'], at: 'spec.scaleTargetRef', to: 'Deployment' },
  { from: ['VerticalPodAutoscaler'], at: 'spec.targetRef', to: 'Deployment' },
  { from: ['Rollout'], at: 'spec.strategy.blueGreen.activeService', to: 'Service' },
  { from: ['Rollout'], at: 'spec.strategy.blueGreen.previewService', to: 'Service' },
  { from: ['Rollout'], at: 'spec.strategy.canary.stableService', to: 'Service' },
  { from: ['Rollout'], at: 'spec.strategy.canary.canaryService', to: 'Service' },
  { from: ['Rollout'], at: 'spec.workloadRef', to: 'Deployment' },
  { from: ['StatefulSet'], at: 'spec.serviceName', to: 'Service' },
  { from: ['RoleBinding'], at: 'roleRef', to: 'Role', clusterScoped: ['ClusterRole'] },
  { from: ['Certificate'], at: 'spec.issuerRef', to: 'Issuer', clusterScoped: ['ClusterIssuer'] },
  {
    from: ['ExternalSecret'],
    at: 'spec.secretStoreRef',
    to: 'SecretStore',
    clusterScoped: ['ClusterSecretStore'],
  },
  { from: ['SecretStore'], at: 'spec.provider.gcpsm.auth.workloadIdentity.serviceAccountRef', to: 'ServiceAccount' },
];

const CONTAINERS = ['containers', 'initContainers'];
const POD = (at: string, to: string, mayBeElsewhere?: true): Reference => ({
  from: [],
  at: `spec.${at}`,
  to,
  ...(mayBeElsewhere === undefined ? {} : { mayBeElsewhere }),
});

/** Those of every pod, from its template on. Secrets are seldom in a tree, and should not be. */
export const POD_REFERENCES: readonly Reference[] = [
  POD('serviceAccountName', 'ServiceAccount'),
  POD('volumes.*.configMap', 'ConfigMap'),
  POD('volumes.*.projected.sources.*.configMap', 'ConfigMap'),
  POD('volumes.*.projected.sources.*.secret', 'Secret', true),
  POD('volumes.*.secret.secretName', 'Secret', true),
  POD('volumes.*.persistentVolumeClaim.claimName', 'PersistentVolumeClaim'),
  POD('imagePullSecrets.*', 'Secret', true),
  ...CONTAINERS.flatMap((list) => [
    POD(`${list}.*.envFrom.*.configMapRef`, 'ConfigMap'),
    POD(`${list}.*.envFrom.*.secretRef`, 'Secret', true),
    POD(`${list}.*.env.*.valueFrom.configMapKeyRef`, 'ConfigMap'),
    POD(`${list}.*.env.*.valueFrom.secretKeyRef`, 'Secret', true),
  ]),
];
