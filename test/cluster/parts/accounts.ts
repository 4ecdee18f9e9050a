import { randomBytes } from 'node:crypto';
import { CLUSTER } from '../bring-up/layout.ts';
import { yaml } from './part.ts';

/** Whom a RoleBinding of a scenario names. */
export const DEPLOYER = 'sluice-deployer';
/** Whose rights somebody outside of the cluster knows. */
export const OUTSIDER = 'sluice-outsider';

/** Who talks to the API server. Each part has the identity that Kubernetes' own roles know, nothing more
 *  (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#core-component-roles). */
export const ACCOUNTS = [
  { name: 'admin', user: 'sluice-admin', groups: ['system:masters'] },
  { name: 'controller-manager', user: 'system:kube-controller-manager', groups: [] },
  { name: 'scheduler', user: 'system:kube-scheduler', groups: [] },
  { name: 'kubelet', user: `system:node:${CLUSTER.node}`, groups: ['system:nodes'] },
  { name: 'proxy', user: 'system:kube-proxy', groups: [] },
  // Has the rights that a scenario gives it, and no others.
  { name: 'deployer', user: DEPLOYER, groups: [] },
  // Has the rights that a check's webhook gives, which no list shows.
  { name: 'outsider', user: OUTSIDER, groups: [] },
] as const;

/** Gives the deployer a Role of a namespace. */
export const deployerBinding = (role: string, namespace: string, name = role) => {
  const apiGroup = 'rbac.authorization.k8s.io';
  return {
    apiVersion: `${apiGroup}/v1`,
    kind: 'RoleBinding',
    metadata: { name, namespace },
    roleRef: { apiGroup, kind: 'Role', name: role },
    subjects: [{ apiGroup, kind: 'User', name: DEPLOYER }],
  };
};

export type AccountName = (typeof ACCOUNTS)[number]['name'];

/** A fresh token for every account. */
export const newTokens = (): Readonly<Record<AccountName, string>> =>
  Object.fromEntries(ACCOUNTS.map(({ name }) => [name, randomBytes(24).toString('hex')])) as Record<
    AccountName,
    string
  >;

/** The file that `--token-auth-file` reads: token, user, uid, groups
 *  (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file). */
export const tokenFile = (tokens: Readonly<Record<AccountName, string>>): string =>
  ACCOUNTS.map(({ name, user, groups }) => `${tokens[name]},${user},${name},"${groups.join(',')}"\n`).join('');

/** A kubeconfig for one account; `authority` is the PEM certificate that the API server's own one is checked against. */
export const kubeconfig = (server: string, authority: string, token: string): string =>
  yaml({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'sluice',
    clusters: [
      {
        name: 'sluice',
        cluster: { server, 'certificate-authority-data': Buffer.from(authority).toString('base64') },
      },
    ],
    users: [{ name: 'sluice', user: { token } }],
    contexts: [{ name: 'sluice', context: { cluster: 'sluice', user: 'sluice' } }],
  });
