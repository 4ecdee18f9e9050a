/** Who asks. */
export const IDENTITIES = ['dev', 'production', 'builder', 'robot', 'auditor', 'nobody', 'administrator'] as const;
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
  ['dev', 'patch', '/configmaps web', 'yes'],
  ['dev', 'get', 'coordination.k8s.io/leases web', 'yes'],
  ['dev', 'create', 'coordination.k8s.io/leases', 'yes'],
  ['dev', 'get', 'networking.k8s.io/networkpolicies web', 'yes'],
  ['dev', 'get', '/version', 'yes'],
  ['dev', 'get', '/apis', 'yes'],
  ['dev', 'get', '/openapi/v3', 'yes'],
  // What it has no right to.
  ['dev', 'delete', 'apps/deployments web', 'no'],
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
  ['dev', 'delete', '/services web', 'no'],
  ['dev', 'create', '/serviceaccounts/token default', 'no'],
  ['dev', 'list', 'coordination.k8s.io/leases', 'no'],
  ['dev', 'delete', 'coordination.k8s.io/leases web', 'no'],
  ['dev', 'patch', '/resourcequotas web', 'no'],
  ['dev', 'patch', '/limitranges web', 'no'],
  ['dev', 'get', 'rbac.authorization.k8s.io/roles sluice-deployer', 'no'],
  ['dev', 'patch', 'rbac.authorization.k8s.io/roles sluice-deployer', 'no'],
  ['dev', 'create', 'rbac.authorization.k8s.io/rolebindings', 'no'],
  ['dev', 'bind', 'rbac.authorization.k8s.io/roles sluice-deployer', 'no'],
  ['dev', 'escalate', 'rbac.authorization.k8s.io/roles sluice-deployer', 'no'],
  ['dev', 'impersonate', '/users@ nobody', 'no'],
  ['dev', 'impersonate', '/groups@ system:masters', 'no'],
  ['dev', 'get', '/metrics', 'no'],
  ['dev', 'list', 'no.such.group/things', 'no'],
  // The same where it is not the deployer.
  ['dev', 'get', 'apps/deployments@default web', 'no'],
  ['dev', 'apply', 'apps/deployments@default web', 'no'],
  ['dev', 'list', 'apps/deployments@', 'no'],
  ['dev', 'list', '/pods@kube-system', 'no'],
  ['dev', 'list', '/secrets@', 'no'],
  ['dev', 'list', '/namespaces@', 'no'],
  ['dev', 'create', '/namespaces@', 'no'],
  ['dev', 'list', '/nodes@', 'no'],
  ['dev', 'create', 'rbac.authorization.k8s.io/clusterrolebindings@', 'no'],
  // Other identities of the same delivery.
  ['production', 'list', 'apps/deployments', 'no'],
  ['production', 'apply', 'apps/deployments web', 'no'],
  ['production', 'list', '/secrets', 'no'],
  ['production', 'get', '/version', 'yes'],
  ['builder', 'get', 'apps/deployments web', 'no'],
  ['builder', 'list', '/pods', 'no'],
  ['builder', 'create', '/configmaps', 'no'],
  // A pod that has the token of its namespace.
  ['robot', 'list', '/pods', 'no'],
  ['robot', 'get', '/secrets web', 'no'],
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
  // Bound to a role that is not there.
  ['nobody', 'get', 'apps/deployments web', 'no'],
  ['nobody', 'get', '/livez', 'yes'],
  ['nobody', 'get', '/logs', 'no'],
  // No role says so.
  ['administrator', 'list', '/secrets@', 'yes'],
  ['administrator', 'delete', 'apps/deployments web', 'yes'],
  ['administrator', 'impersonate', '/groups@ system:masters', 'yes'],
];
