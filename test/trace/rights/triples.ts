/** Who asks. */
export const IDENTITIES = [
  ...(['dev', 'production', 'builder'] as const),
  // Of a delivery whose identities act as service accounts, and whose evidence lies in the cluster.
  ...(['staging-account', 'production-account', 'dev-account'] as const),
  ...(['robot', 'auditor', 'viewer', 'nobody', 'administrator'] as const),
] as const;
export type Identity = (typeof IDENTITIES)[number];

/** What is asked about: `group/resource/subresource name`, in the namespace of the case unless `@` names another one (`@` alone: the
 *  whole cluster). What begins with `/` alone is a path. */
export type Target = string;

/** `apply` is a server-side apply of what is not there yet. */
export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'apply'
  | 'delete'
  | 'deletecollection'
  | 'impersonate'
  | 'bind'
  | 'escalate';

export type Triple = readonly [Identity, Verb, Target, 'yes' | 'no'];

/** What only an administrator makes for a tier, one of each kind. A cluster that does not know a kind forbids it before it says so. */
const BORDERS: readonly Target[] = [
  'networking.k8s.io/networkpolicies default-deny',
  '/resourcequotas pods',
  '/limitranges containers',
  'rbac.authorization.k8s.io/roles sluice-deployer',
  'rbac.authorization.k8s.io/rolebindings sluice-deployer',
  'gateway.networking.k8s.io/gateways edge',
  'networking.gke.io/gcpgatewaypolicies edge',
  'networking.gke.io/gcpbackendpolicies dashboard',
  'networking.gke.io/healthcheckpolicies dashboard',
  'cert-manager.io/issuers edge',
  'cert-manager.io/certificates edge',
  'external-secrets.io/secretstores secret-manager',
  'external-secrets.io/externalsecrets dashboard',
  '/namespaces@ dev',
];
const WRITES = ['create', 'update', 'patch', 'apply', 'delete'] as const satisfies readonly Verb[];

/** What the generated Role of a tier gives to its deployer, what it does not give, and to whom it gives nothing. Written down by hand, by
 *  what a deployer is there for. */
export const TRIPLES: readonly Triple[] = [
  // The deployer of the namespace.
  ['dev', 'get', 'apps/deployments web', 'yes'],
  ['dev', 'list', 'apps/deployments', 'yes'],
  ['dev', 'watch', 'apps/deployments', 'yes'],
  ['dev', 'create', 'apps/deployments', 'yes'],
  ['dev', 'patch', 'apps/deployments web', 'yes'],
  ['dev', 'apply', 'apps/deployments web', 'yes'],
  ['dev', 'apply', '/services web', 'yes'],
  ['dev', 'list', 'apps/replicasets', 'yes'],
  ['dev', 'list', '/pods', 'yes'],
  ['dev', 'watch', '/pods', 'yes'],
  ['dev', 'get', '/pods/log web', 'yes'],
  ['dev', 'list', '/events', 'yes'],
  // The history of a service: by its name, and nothing more than is needed. The ConfigMap is that of earlier versions.
  ['dev', 'get', '/secrets sluice-history-dashboard', 'yes'],
  ['dev', 'patch', '/secrets sluice-history-dashboard', 'yes'],
  ['dev', 'get', '/secrets sluice-history-ai-agent-api', 'yes'],
  ['dev', 'get', '/configmaps sluice-history-dashboard', 'yes'],
  ['dev', 'patch', '/configmaps sluice-history-dashboard', 'yes'],
  ['dev', 'create', '/secrets sluice-history-dashboard', 'no'],
  ['dev', 'apply', '/secrets sluice-history-dashboard', 'no'],
  ['dev', 'update', '/secrets sluice-history-dashboard', 'no'],
  ['dev', 'delete', '/secrets sluice-history-dashboard', 'no'],
  ['dev', 'watch', '/secrets', 'no'],
  ['dev', 'deletecollection', '/secrets', 'no'],
  ['dev', 'get', '/secrets sluice-history-web', 'no'],
  ['dev', 'get', '/secrets sluice-history-dashboard-more', 'no'],
  ['dev', 'get', '/secrets@default sluice-history-dashboard', 'no'],
  ['dev', 'patch', '/configmaps web', 'no'],
  ['dev', 'create', '/configmaps', 'no'],
  ['dev', 'delete', '/configmaps sluice-history-dashboard', 'no'],
  ['dev', 'get', 'coordination.k8s.io/leases web', 'yes'],
  ['dev', 'create', 'coordination.k8s.io/leases', 'yes'],
  ['dev', 'get', 'networking.k8s.io/networkpolicies web', 'yes'],
  ['dev', 'get', '/version', 'yes'],
  ['dev', 'get', '/apis', 'yes'],
  ['dev', 'get', '/openapi/v3', 'yes'],
  // What only a failed release brought, and what is pruned.
  ['dev', 'delete', 'apps/deployments web', 'yes'],
  ['dev', 'delete', '/services web', 'yes'],
  ['dev', 'delete', '/serviceaccounts web', 'yes'],
  ['dev', 'delete', 'policy/poddisruptionbudgets web', 'yes'],
  // What it has no right to.
  ['dev', 'delete', '/configmaps sluice-history-web', 'no'],
  ['dev', 'delete', '/persistentvolumeclaims web', 'no'],
  ['dev', 'deletecollection', 'apps/deployments', 'no'],
  ['dev', 'update', 'apps/deployments web', 'no'],
  ['dev', 'patch', 'apps/deployments/scale web', 'no'],
  ['dev', 'patch', 'apps/deployments/status web', 'no'],
  ['dev', 'patch', 'apps/replicasets web', 'no'],
  ['dev', 'create', 'apps/daemonsets', 'no'],
  ['dev', 'create', '/pods', 'no'],
  ['dev', 'delete', '/pods web', 'no'],
  ['dev', 'create', '/pods/exec web', 'no'],
  ['dev', 'create', '/pods/eviction web', 'no'],
  ['dev', 'get', '/secrets web', 'no'],
  ['dev', 'list', '/secrets', 'no'],
  ['dev', 'create', '/secrets', 'no'],
  ['dev', 'apply', '/secrets web', 'no'],
  ['dev', 'create', '/serviceaccounts/token default', 'no'],
  ['dev', 'list', 'coordination.k8s.io/leases', 'no'],
  ['dev', 'delete', 'coordination.k8s.io/leases web', 'no'],
  ['dev', 'get', 'rbac.authorization.k8s.io/roles sluice-deployer', 'no'],
  ['dev', 'bind', 'rbac.authorization.k8s.io/roles sluice-deployer', 'no'],
  ['dev', 'escalate', 'rbac.authorization.k8s.io/roles sluice-deployer', 'no'],
  ['dev', 'impersonate', '/users@ nobody', 'no'],
  ['dev', 'impersonate', '/groups@ system:masters', 'no'],
  ['dev', 'get', '/metrics', 'no'],
  ['dev', 'list', 'no.such.group/things', 'no'],
  // The borders that it works within.
  ...BORDERS.flatMap((target) =>
    // What is created has its name in its content.
    WRITES.map((verb): Triple => ['dev', verb, verb === 'create' ? target.replace(/ .*$/, '') : target, 'no']),
  ),
  ['dev', 'deletecollection', 'networking.k8s.io/networkpolicies', 'no'],
  ['dev', 'deletecollection', 'rbac.authorization.k8s.io/roles', 'no'],
  // The same where it is not the deployer.
  ['dev', 'get', 'apps/deployments@default web', 'no'],
  ['dev', 'apply', 'apps/deployments@default web', 'no'],
  ['dev', 'list', 'apps/deployments@', 'no'],
  ['dev', 'list', '/pods@kube-system', 'no'],
  ['dev', 'list', '/secrets@', 'no'],
  ['dev', 'list', '/namespaces@', 'no'],
  ['dev', 'list', '/nodes@', 'no'],
  ['dev', 'create', 'rbac.authorization.k8s.io/clusterrolebindings@', 'no'],
  // Other identities of the same delivery.
  ['production', 'list', 'apps/deployments', 'no'],
  ['production', 'apply', 'apps/deployments web', 'no'],
  ['production', 'list', '/secrets', 'no'],
  ['production', 'get', '/secrets sluice-history-dashboard', 'no'],
  ['production', 'patch', '/secrets sluice-history-dashboard', 'no'],
  ['builder', 'get', '/secrets sluice-history-dashboard', 'no'],
  ['builder', 'patch', '/secrets sluice-history-dashboard', 'no'],
  ['production', 'get', '/version', 'yes'],
  ['builder', 'get', 'apps/deployments web', 'no'],
  ['builder', 'list', '/pods', 'no'],
  ['builder', 'create', '/configmaps', 'no'],
  // The deployer of staging as a service account: it writes what staging has proven, beside everything else.
  ['staging-account', 'list', 'apps/deployments', 'yes'],
  ['staging-account', 'patch', 'apps/deployments web', 'yes'],
  ['staging-account', 'list', 'discovery.k8s.io/endpointslices', 'yes'],
  ['staging-account', 'get', '/configmaps sluice-evidence-dashboard', 'yes'],
  ['staging-account', 'create', '/configmaps', 'yes'],
  ['staging-account', 'patch', '/configmaps sluice-evidence-dashboard', 'yes'],
  ['staging-account', 'apply', '/configmaps sluice-evidence-dashboard', 'yes'],
  ['staging-account', 'update', '/configmaps sluice-evidence-dashboard', 'no'],
  ['staging-account', 'delete', '/configmaps sluice-evidence-dashboard', 'no'],
  ['staging-account', 'list', '/configmaps', 'no'],
  ['staging-account', 'get', '/secrets web', 'no'],
  ['staging-account', 'get', '/secrets sluice-history-dashboard', 'yes'],
  ['staging-account', 'patch', '/secrets sluice-history-dashboard', 'yes'],
  // Its services end: it writes what they are, and no pods.
  ['staging-account', 'get', 'batch/cronjobs clean', 'yes'],
  ['staging-account', 'create', 'batch/cronjobs', 'yes'],
  ['staging-account', 'patch', 'batch/cronjobs clean', 'yes'],
  ['staging-account', 'apply', 'batch/cronjobs clean', 'yes'],
  ['staging-account', 'delete', 'batch/cronjobs clean', 'yes'],
  ['staging-account', 'list', 'batch/cronjobs', 'no'],
  ['staging-account', 'update', 'batch/cronjobs clean', 'no'],
  ['staging-account', 'patch', 'batch/cronjobs/status clean', 'no'],
  ['staging-account', 'list', 'batch/jobs', 'yes'],
  ['staging-account', 'watch', 'batch/jobs', 'yes'],
  ['staging-account', 'apply', 'batch/jobs migrate', 'yes'],
  ['staging-account', 'delete', 'batch/jobs migrate', 'yes'],
  ['staging-account', 'update', 'batch/jobs migrate', 'no'],
  ['staging-account', 'patch', 'batch/jobs/status migrate', 'no'],
  ['staging-account', 'deletecollection', 'batch/jobs', 'no'],
  ['staging-account', 'create', '/pods', 'no'],
  ['staging-account', 'apply', 'batch/cronjobs@default clean', 'no'],
  ['dev', 'get', 'batch/cronjobs clean', 'no'],
  ['dev', 'create', 'batch/cronjobs', 'no'],
  ['dev', 'apply', 'batch/jobs migrate', 'no'],
  ['dev', 'list', 'batch/jobs', 'no'],
  ['staging-account', 'create', '/secrets', 'no'],
  ['staging-account', 'create', '/serviceaccounts/token default', 'no'],
  ['staging-account', 'patch', 'rbac.authorization.k8s.io/roles sluice-evidence-reader', 'no'],
  ['staging-account', 'bind', 'rbac.authorization.k8s.io/roles sluice-evidence-reader', 'no'],
  ['staging-account', 'impersonate', '/users@ nobody', 'no'],
  ['staging-account', 'list', 'apps/deployments@default', 'no'],
  // That of the tier after reads it by name, and nothing else.
  ['production-account', 'get', '/configmaps sluice-evidence-dashboard', 'yes'],
  ['production-account', 'get', '/configmaps sluice-evidence-api-server', 'yes'],
  ['production-account', 'get', '/configmaps sluice-evidence-web', 'no'],
  ['production-account', 'get', '/configmaps sluice-history-dashboard', 'no'],
  ['production-account', 'get', '/secrets sluice-history-dashboard', 'no'],
  ['production-account', 'patch', '/secrets sluice-history-dashboard', 'no'],
  ['production-account', 'list', '/configmaps', 'no'],
  ['production-account', 'watch', '/configmaps', 'no'],
  ['production-account', 'create', '/configmaps', 'no'],
  ['production-account', 'patch', '/configmaps sluice-evidence-dashboard', 'no'],
  ['production-account', 'apply', '/configmaps sluice-evidence-dashboard', 'no'],
  ['production-account', 'delete', '/configmaps sluice-evidence-dashboard', 'no'],
  ['production-account', 'get', 'apps/deployments web', 'no'],
  ['production-account', 'get', '/secrets sluice-evidence-dashboard', 'no'],
  // Nobody else does, and no principal where accounts hold the rights.
  ['dev-account', 'get', '/configmaps sluice-evidence-dashboard', 'no'],
  ['dev-account', 'apply', '/configmaps sluice-evidence-dashboard', 'no'],
  ['dev-account', 'list', 'apps/deployments', 'no'],
  ['production', 'get', '/configmaps sluice-evidence-dashboard', 'no'],
  ['builder', 'get', '/configmaps sluice-evidence-dashboard', 'no'],
  ['robot', 'get', '/configmaps sluice-evidence-dashboard', 'no'],
  // A pod that has the token of its namespace.
  ['robot', 'list', '/pods', 'no'],
  ['robot', 'get', '/secrets web', 'no'],
  ['robot', 'get', '/secrets sluice-history-dashboard', 'no'],
  ['robot', 'get', '/api', 'yes'],
  // A group that may read some things, one of them by its name, and patch what is there.
  ['auditor', 'get', '/secrets open', 'yes'],
  ['auditor', 'get', '/secrets web', 'no'],
  ['auditor', 'list', '/secrets', 'no'],
  ['auditor', 'get', 'apps/deployments web', 'yes'],
  ['auditor', 'get', 'apps/deployments/scale web', 'yes'],
  ['auditor', 'get', 'apps/statefulsets/scale web', 'yes'],
  ['auditor', 'get', 'apps/statefulsets web', 'no'],
  ['auditor', 'patch', '/configmaps web', 'yes'],
  ['auditor', 'apply', '/configmaps web', 'no'],
  ['auditor', 'impersonate', '/users@ nobody', 'no'],
  // Somebody who may view the namespace, as the role `view` of Kubernetes says, which has no Secrets.
  ['viewer', 'get', '/configmaps web', 'yes'],
  ['viewer', 'list', '/configmaps', 'yes'],
  ['viewer', 'get', 'apps/deployments web', 'yes'],
  ['viewer', 'get', '/secrets sluice-history-dashboard', 'no'],
  ['viewer', 'list', '/secrets', 'no'],
  ['viewer', 'watch', '/secrets', 'no'],
  ['viewer', 'patch', '/secrets sluice-history-dashboard', 'no'],
  ['viewer', 'patch', '/configmaps sluice-history-dashboard', 'no'],
  // Bound to a role that is not there.
  ['nobody', 'get', 'apps/deployments web', 'no'],
  ['nobody', 'get', '/livez', 'yes'],
  ['nobody', 'get', '/logs', 'no'],
  // No role says so.
  ['administrator', 'list', '/secrets@', 'yes'],
  ['administrator', 'delete', 'apps/deployments web', 'yes'],
  ['administrator', 'impersonate', '/groups@ system:masters', 'yes'],
];
