import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { cron } from '../../../domain/cron-service.ts';
import { delivery } from '../../../domain/delivery.ts';
import { job } from '../../../domain/job-service.ts';
import { node } from '../../../domain/runtime/words.ts';
import { tierBootstrap } from '../../../manifests-src/bootstrap/tier-bootstrap.ts';
import { accountOf, withServiceAccounts } from '../../unit/setup-src/service-accounts.ts';
import type { Impersonated } from '../api.ts';
import { at, isObject, type Json, type JsonObject, text } from '../json.ts';
import type { Identity } from './triples.ts';

const ENDING = [
  cron({ name: 'clean', path: 'clean', test: node({ command: 'true' }), schedule: '0 3 * * *' }),
  job({ name: 'migrate', path: 'migrate', test: node({ command: 'true' }) }),
];

const ROOT = join(import.meta.dirname, '../../..');
const GROUP = 'rbac.authorization.k8s.io';

/** Who the identities are. Those of the delivery are told by its setup, as clouds are told. */
export function someone(identity: Identity, namespace: string): Impersonated {
  switch (identity) {
    case 'dev':
    case 'production':
      return { user: principalOf(`tier-${identity}`) };
    case 'staging-account':
    case 'production-account':
    case 'dev-account':
      return { user: accountOf(`tier-${identity.replace('-account', '')}`) };
    case 'builder':
      return { user: principalOf('build-protected') };
    case 'robot':
      return { user: `system:serviceaccount:${namespace}:default` };
    case 'auditor':
      return { user: 'mina', groups: ['auditors'] };
    case 'viewer':
      return { user: 'vera' };
    case 'nobody':
      return { user: 'nobody' };
    case 'administrator':
      return { user: 'trace', groups: ['system:masters'] };
  }
}

function principalOf(name: string): string {
  const told: Json = JSON.parse(readFileSync(join(ROOT, 'setup/gcp/identities.json'), 'utf8'));
  const identities = at(told, 'identities');
  const found = Array.isArray(identities) ? identities.find((one: Json) => text(one, 'name') === name) : undefined;
  return text(found, 'principal');
}

/** What is stored before anybody asks: the Role and the RoleBinding of the generated bootstrap, in another namespace; and some that a
 *  bootstrap has not. */
export function rightsIn(namespace: string): readonly JsonObject[] {
  const bootstrap = readFileSync(join(ROOT, 'examples/ai-agent-platform/k8s/bootstrap/dev.yaml'), 'utf8');
  const generated = parseAllDocuments(bootstrap).flatMap((document) => {
    const object: Json = document.toJSON();
    return isObject(object) && /^Role(Binding)?$/.test(text(object, 'kind')) ? [object] : [];
  });
  return [
    ...generated,
    ...ofAccounts(),
    ...AUDITORS,
    ...VIEWER,
    ...binding('nobody', { kind: 'User', name: 'nobody' }, 'gone'),
  ].map((object) => ({
    ...object,
    metadata: { name: text(object, 'metadata', 'name'), namespace },
  }));
}

/** What is stored for the tier before the last, where its identities are service accounts, its evidence lies in the cluster and some of its
 *  services end: the deployer under a name of its own, for there is one already. */
function ofAccounts(): readonly JsonObject[] {
  const of = withServiceAccounts();
  const accounts = delivery({ ...of, services: [...of.services, ...ENDING], evidence: 'cluster' });
  const staging = accounts.tiers.filter(({ name }) => name === 'staging');
  return staging.flatMap((tier) =>
    tierBootstrap(tier, accounts).flatMap((object) => {
      const renamed: Json = JSON.parse(
        JSON.stringify(object).replaceAll('"sluice-deployer"', '"sluice-deployer-account"'),
      );
      return isObject(renamed) && /^Role(Binding)?$/.test(object.kind) ? [renamed] : [];
    }),
  );
}

const binding = (name: string, subject: JsonObject, role: string): readonly JsonObject[] => [
  {
    apiVersion: `${GROUP}/v1`,
    kind: 'RoleBinding',
    metadata: { name },
    roleRef: { apiGroup: GROUP, kind: 'Role', name: role },
    subjects: [{ apiGroup: GROUP, ...subject }],
  },
];

const AUDITORS: readonly JsonObject[] = [
  {
    apiVersion: `${GROUP}/v1`,
    kind: 'Role',
    metadata: { name: 'auditor' },
    rules: [
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['open'], verbs: ['get', 'list'] },
      { apiGroups: ['apps'], resources: ['deployments', '*/scale'], verbs: ['get'] },
      { apiGroups: [''], resources: ['configmaps'], verbs: ['patch'] },
      // A user is in no namespace.
      { apiGroups: [''], resources: ['users'], verbs: ['impersonate'] },
    ],
  },
  ...binding('auditor', { kind: 'Group', name: 'auditors' }, 'auditor'),
];

/** As the role `view` of Kubernetes: everything but Secrets.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles */
const VIEWER: readonly JsonObject[] = [
  {
    apiVersion: `${GROUP}/v1`,
    kind: 'Role',
    metadata: { name: 'viewer' },
    rules: [
      { apiGroups: [''], resources: ['configmaps', 'pods', 'services', 'events'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['apps'], resources: ['deployments', 'replicasets'], verbs: ['get', 'list', 'watch'] },
    ],
  },
  ...binding('viewer', { kind: 'User', name: 'vera' }, 'viewer'),
];
