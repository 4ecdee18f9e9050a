import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { ObjectStore } from '../../object-store.ts';
import { list, record } from '../../storage/frozen.ts';
import { takes } from '../../storage/label-requirement.ts';
import type { User } from '../user.ts';
import { BUILT_IN_ROLES } from './built-in-roles.ts';
import { type PolicyRule, rulesIn } from './policy-rule.ts';

const GROUP = 'rbac.authorization.k8s.io';
const key = (resource: string) => ({ group: GROUP, resource });

/** What a binding gives to somebody, or why it gives nothing. */
export type Grant = { readonly by: string; readonly rules: readonly PolicyRule[] } | { readonly problem: string };

/** What every binding gives to a user that holds in a namespace ('' for what is in none): first those of the whole cluster.
 *  @see VisitRulesFor in kubernetes/pkg/registry/rbac/validation/rule.go */
export function* grantsTo(store: ObjectStore, user: User, namespace: string): Generator<Grant> {
  for (const { name, group, rules } of BUILT_IN_ROLES)
    if (user.groups.includes(group))
      yield { by: `ClusterRoleBinding "${name}" of ClusterRole "${name}" to Group "${group}"`, rules };
  for (const binding of store.list(key('clusterrolebindings'))) yield* grantOf(store, user, binding, '');
  if (namespace === '') return;
  for (const binding of store.list(key('rolebindings'), { namespace })) yield* grantOf(store, user, binding, namespace);
}

function* grantOf(store: ObjectStore, user: User, binding: KubernetesObject, namespace: string): Generator<Grant> {
  const subject = list(binding['subjects'])
    .map(record)
    .find((one) => isSubject(user, one, namespace));
  if (subject === undefined) return;
  const { kind, name } = record(binding['roleRef']);
  const rules = rulesOf(store, String(kind), String(name), namespace);
  if (rules === undefined) {
    yield { problem: `${String(kind).toLowerCase()}.${GROUP} "${String(name)}" not found` };
    return;
  }
  const at = namespace === '' ? binding.metadata.name : `${binding.metadata.name}/${namespace}`;
  yield {
    by: `${binding.kind} "${at}" of ${String(kind)} "${String(name)}" to ${described(subject, namespace)}`,
    rules,
  };
}

function isSubject(user: User, { kind, name, namespace }: Readonly<Record<string, unknown>>, home: string): boolean {
  switch (kind) {
    case 'User':
      return user.username === name;
    case 'Group':
      return user.groups.includes(String(name));
    case 'ServiceAccount':
      return user.username === `system:serviceaccount:${String(namespace ?? home)}:${String(name)}`;
    default:
      return false;
  }
}

const described = ({ kind, name, namespace }: Readonly<Record<string, unknown>>, home: string): string =>
  kind === 'ServiceAccount'
    ? `ServiceAccount "${String(name)}/${String(namespace ?? home)}"`
    : `${String(kind)} "${String(name)}"`;

function rulesOf(store: ObjectStore, kind: string, name: string, namespace: string): readonly PolicyRule[] | undefined {
  const role = kind === 'Role' ? store.get(key('roles'), namespace, name) : store.get(key('clusterroles'), '', name);
  if (role !== undefined) return [...rulesIn(role), ...aggregated(store, role)];
  return kind === 'ClusterRole' ? BUILT_IN_ROLES.find((one) => one.name === name)?.rules : undefined;
}

/** A controller would write them into the role.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles */
function aggregated(store: ObjectStore, role: KubernetesObject): readonly PolicyRule[] {
  const selectors = list(record(role['aggregationRule'])['clusterRoleSelectors']);
  if (selectors.length === 0) return [];
  return store
    .list(key('clusterroles'))
    .filter((one) => one !== role && selectors.some((selector) => takes(record(selector), one.metadata.labels ?? {})))
    .flatMap(rulesIn);
}
