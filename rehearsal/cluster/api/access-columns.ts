import type { KubernetesObject } from '../kubernetes-object.ts';
import { list, record } from '../storage/frozen.ts';
import { AGE, type Column, CREATED_AT, NAME } from './column.ts';

const subjects =
  (kind: string, shown: (subject: Readonly<Record<string, unknown>>) => string) =>
  ({ subjects: all }: KubernetesObject): string =>
    list(all)
      .map(record)
      .filter((subject) => subject['kind'] === kind)
      .map(shown)
      .join(', ');

const ROLE = [NAME, CREATED_AT];
const BINDING: readonly Column[] = [
  NAME,
  {
    name: 'Role',
    cell: ({ roleRef }) => `${String(record(roleRef)['kind'])}/${String(record(roleRef)['name'])}`,
  },
  AGE,
  { name: 'Users', wide: true, cell: subjects('User', ({ name }) => String(name)) },
  { name: 'Groups', wide: true, cell: subjects('Group', ({ name }) => String(name)) },
  {
    name: 'ServiceAccounts',
    wide: true,
    cell: subjects('ServiceAccount', ({ namespace, name }) => `${String(namespace)}/${String(name)}`),
  },
];

/** Columns of who may do what. Roles have no printer of their own. */
export const ACCESS_COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  'clusterrolebindings.rbac.authorization.k8s.io': BINDING,
  'clusterroles.rbac.authorization.k8s.io': ROLE,
  'rolebindings.rbac.authorization.k8s.io': BINDING,
  'roles.rbac.authorization.k8s.io': ROLE,
};
