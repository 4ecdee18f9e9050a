/** When an object is written, and by whom: once by an administrator, for nobody who deploys may change it; or with every release. */
export type Life = 'bootstrap' | 'release';

export interface KindLife {
  readonly apiVersion: string;
  /** What it is called in rights. */
  readonly plural: string;
  readonly life: Life;
}

/** Every kind that is generated, and where it lives. The files are filled by it and the right of the deployer follows from it; a kind that
 *  a border is made of is never a release's. */
export const OBJECT_LIVES = {
  Namespace: { apiVersion: 'v1', plural: 'namespaces', life: 'bootstrap' },
  ResourceQuota: { apiVersion: 'v1', plural: 'resourcequotas', life: 'bootstrap' },
  LimitRange: { apiVersion: 'v1', plural: 'limitranges', life: 'bootstrap' },
  Secret: { apiVersion: 'v1', plural: 'secrets', life: 'bootstrap' },
  NetworkPolicy: { apiVersion: 'networking.k8s.io/v1', plural: 'networkpolicies', life: 'bootstrap' },
  Role: { apiVersion: 'rbac.authorization.k8s.io/v1', plural: 'roles', life: 'bootstrap' },
  RoleBinding: { apiVersion: 'rbac.authorization.k8s.io/v1', plural: 'rolebindings', life: 'bootstrap' },
  Gateway: { apiVersion: 'gateway.networking.k8s.io/v1', plural: 'gateways', life: 'bootstrap' },
  GCPGatewayPolicy: { apiVersion: 'networking.gke.io/v1', plural: 'gcpgatewaypolicies', life: 'bootstrap' },
  GCPBackendPolicy: { apiVersion: 'networking.gke.io/v1', plural: 'gcpbackendpolicies', life: 'bootstrap' },
  HealthCheckPolicy: { apiVersion: 'networking.gke.io/v1', plural: 'healthcheckpolicies', life: 'bootstrap' },
  Issuer: { apiVersion: 'cert-manager.io/v1', plural: 'issuers', life: 'bootstrap' },
  Certificate: { apiVersion: 'cert-manager.io/v1', plural: 'certificates', life: 'bootstrap' },
  SecretStore: { apiVersion: 'external-secrets.io/v1', plural: 'secretstores', life: 'bootstrap' },
  ExternalSecret: { apiVersion: 'external-secrets.io/v1', plural: 'externalsecrets', life: 'bootstrap' },
  Deployment: { apiVersion: 'apps/v1', plural: 'deployments', life: 'release' },
  Job: { apiVersion: 'batch/v1', plural: 'jobs', life: 'release' },
  CronJob: { apiVersion: 'batch/v1', plural: 'cronjobs', life: 'release' },
  Service: { apiVersion: 'v1', plural: 'services', life: 'release' },
  // Of the release, which made it before there was a table: it holds no right that is not bound to it by somebody else. A bootstrap has one,
  // as which Secret Manager is asked: whoever deploys can run pods as any account of the namespace, and read its Secrets by pods anyway.
  ServiceAccount: { apiVersion: 'v1', plural: 'serviceaccounts', life: 'release' },
  ConfigMap: { apiVersion: 'v1', plural: 'configmaps', life: 'release' },
  PodDisruptionBudget: { apiVersion: 'policy/v1', plural: 'poddisruptionbudgets', life: 'release' },
  HorizontalPodAutoscaler: { apiVersion: 'autoscaling/v2', plural: 'horizontalpodautoscalers', life: 'release' },
  HTTPRoute: { apiVersion: 'gateway.networking.k8s.io/v1', plural: 'httproutes', life: 'release' },
  Ingress: { apiVersion: 'networking.k8s.io/v1', plural: 'ingresses', life: 'release' },
} as const satisfies Readonly<Record<string, KindLife>>;

export type KnownKind = keyof typeof OBJECT_LIVES;

/** Kinds that only an administrator writes. */
export type BootstrapKind = {
  [Kind in KnownKind]: (typeof OBJECT_LIVES)[Kind]['life'] extends 'bootstrap' ? Kind : never;
}[KnownKind];
