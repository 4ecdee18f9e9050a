import type { KubernetesObject } from '../../kubernetes-object.ts';
import { list, record, sameJson } from '../frozen.ts';
import type { FieldProblem } from '../status-errors.ts';
import { invalid, notSupported, required } from './problem.ts';

/* Roles and bindings: kubernetes/pkg/apis/rbac/validation/validation.go */

type Fields = Readonly<Record<string, unknown>>;

const GROUP = 'rbac.authorization.k8s.io';
const NAMESPACED: ReadonlySet<string> = new Set(['Role', 'RoleBinding']);

export const roleProblems = ({ kind, rules, aggregationRule }: KubernetesObject): readonly FieldProblem[] => [
  ...list(rules).flatMap((rule, index) => ruleProblems(`rules[${index}]`, record(rule), NAMESPACED.has(kind))),
  ...(aggregationRule !== undefined && list(record(aggregationRule)['clusterRoleSelectors']).length === 0
    ? [
        required(
          'aggregationRule.clusterRoleSelectors',
          'at least one clusterRoleSelector required if aggregationRule is non-nil',
        ),
      ]
    : []),
];

const ruleProblems = (at: string, rule: Fields, namespaced: boolean): readonly FieldProblem[] => {
  const has = (field: string): boolean => list(rule[field]).length > 0;
  const urls = (why: string): FieldProblem => invalid(`${at}.nonResourceURLs`, rule['nonResourceURLs'], why);
  const wanted = has('nonResourceURLs')
    ? [
        ...(namespaced ? [urls('namespaced rules cannot apply to non-resource URLs')] : []),
        ...(has('apiGroups') || has('resources') || has('resourceNames')
          ? [urls('rules cannot apply to both regular resources and non-resource URLs')]
          : []),
      ]
    : [
        ...(has('apiGroups') ? [] : [required(`${at}.apiGroups`, 'resource rules must supply at least one api group')]),
        ...(has('resources') ? [] : [required(`${at}.resources`, 'resource rules must supply at least one resource')]),
      ];
  return [...(has('verbs') ? [] : [required(`${at}.verbs`, 'verbs must contain at least one value')]), ...wanted];
};

export const bindingProblems = (
  { kind, roleRef, subjects }: KubernetesObject,
  live: KubernetesObject | undefined,
): readonly FieldProblem[] => {
  const reference = record(roleRef);
  const kinds = NAMESPACED.has(kind) ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  return [
    ...(live !== undefined && !sameJson(live['roleRef'], roleRef)
      ? [invalid('roleRef', roleRef, 'cannot change roleRef')]
      : []),
    ...(reference['apiGroup'] === GROUP
      ? []
      : [notSupported('roleRef.apiGroup', reference['apiGroup'] ?? '', [GROUP])]),
    ...(kinds.includes(String(reference['kind']))
      ? []
      : [notSupported('roleRef.kind', reference['kind'] ?? '', kinds)]),
    ...(reference['name'] ? [] : [required('roleRef.name')]),
    ...list(subjects).flatMap((subject, index) =>
      subjectProblems(`subjects[${index}]`, record(subject), NAMESPACED.has(kind)),
    ),
  ];
};

const SUBJECTS = ['ServiceAccount', 'User', 'Group'];

const subjectProblems = (at: string, subject: Fields, namespaced: boolean): readonly FieldProblem[] => {
  const { kind = '', name, namespace, apiGroup = '' } = subject;
  const group = kind === 'ServiceAccount' ? '' : GROUP;
  if (!SUBJECTS.includes(String(kind)))
    return [...(name ? [] : [required(`${at}.name`)]), notSupported(`${at}.kind`, kind, SUBJECTS)];
  return [
    ...(name ? [] : [required(`${at}.name`)]),
    ...(apiGroup === group ? [] : [notSupported(`${at}.apiGroup`, apiGroup, [group])]),
    ...(kind === 'ServiceAccount' && !namespaced && !namespace ? [required(`${at}.namespace`)] : []),
  ];
};
