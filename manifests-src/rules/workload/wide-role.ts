import { fieldsOf, listOf, textOf, valueAt } from '../read/fields.ts';
import { type Finding, found, type Manifest, type ManifestRule, ofKind } from '../tree.ts';

/** Everybody who has a token, and everybody who has none. */
const ANYBODY = ['system:authenticated', 'system:unauthenticated', 'system:anonymous', 'system:serviceaccounts'];
const READS = ['get', 'list', 'watch'];
/** Who has these gives rights to themselves. */
const OVER_RIGHTS = ['bind', 'escalate', 'impersonate'];

export const wideRole: ManifestRule = {
  id: 'wide-role',
  why: 'Who may do everything in a namespace of production may read its Secrets and take its borders away, and so may whoever gets at their token.',
  example: 'Role with verbs: ["*"], or one that reads all Secrets; RoleBinding to the group system:authenticated',
  fix: 'Name the kinds and verbs that are needed, Secrets by resourceNames, and bind the one account that needs them.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  judge: (tree) =>
    tree.isProduction ? [...ofKind(tree, 'Role').flatMap(wide), ...ofKind(tree, 'RoleBinding').flatMap(open)] : [],
};

const wide = (role: Manifest): readonly Finding[] =>
  listOf(role['rules']).flatMap((rule, index) => {
    const words = (field: string): readonly unknown[] => listOf(valueAt(rule, field));
    const at = `rules[${index}]`;
    const readsSecrets =
      words('resources').includes('secrets') &&
      words('resourceNames').length === 0 &&
      words('verbs').some((verb) => READS.includes(String(verb)));
    return [
      ...['apiGroups', 'resources', 'verbs']
        .filter((field) => words(field).includes('*'))
        .map((field) => found(role, `${at}.${field}`, 'has "*", which is everything that there is and will be')),
      ...(readsSecrets ? [found(role, at, 'reads every Secret of the namespace')] : []),
      ...words('verbs')
        .filter((verb) => OVER_RIGHTS.includes(String(verb)))
        .map((verb) => found(role, `${at}.verbs`, `has "${String(verb)}", by which more rights are taken`)),
    ];
  });

const open = (binding: Manifest): readonly Finding[] => {
  const role = fieldsOf(binding['roleRef']);
  return [
    ...listOf(binding['subjects']).flatMap((subject, index) => {
      const name = textOf(valueAt(subject, 'name')) ?? '';
      return ANYBODY.some((each) => name === each || name.startsWith(`${each}:`))
        ? [found(binding, `subjects[${index}]`, `is ${name}, which is anybody`)]
        : [];
    }),
    ...(role['kind'] === 'ClusterRole' && role['name'] === 'cluster-admin'
      ? [found(binding, 'roleRef', 'is cluster-admin, who may do everything')]
      : []),
  ];
};
