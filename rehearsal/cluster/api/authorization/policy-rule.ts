import { list, record } from '../../storage/frozen.ts';
import type { Attributes } from './attributes.ts';

/** One rule of a Role. https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/ */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

const NOTHING: PolicyRule = { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };
const ANY = '*';

export const policyRule = (of: Partial<PolicyRule>): PolicyRule => ({ ...NOTHING, ...of });

/** The rules of a Role or ClusterRole, as it is stored. */
export const rulesIn = (role: Readonly<Record<string, unknown>>): readonly PolicyRule[] =>
  list(role['rules']).map((rule) => {
    const texts = (field: keyof PolicyRule): readonly string[] => list(record(rule)[field]).map(String);
    return {
      verbs: texts('verbs'),
      apiGroups: texts('apiGroups'),
      resources: texts('resources'),
      resourceNames: texts('resourceNames'),
      nonResourceURLs: texts('nonResourceURLs'),
    };
  });

/** @see RuleAllows in kubernetes/plugin/pkg/auth/authorizer/rbac/rbac.go */
export const allows = (rule: PolicyRule, asked: Attributes): boolean =>
  has(rule.verbs, asked.verb) &&
  (asked.kind === 'path'
    ? rule.nonResourceURLs.some((pattern) => isUnder(asked.path, pattern))
    : has(rule.apiGroups, asked.group) &&
      coversResource(rule.resources, asked.resource, asked.subresource) &&
      (rule.resourceNames.length === 0 || rule.resourceNames.includes(asked.name)));

const has = (values: readonly string[], wanted: string): boolean => values.includes(ANY) || values.includes(wanted);

function coversResource(resources: readonly string[], resource: string, subresource: string): boolean {
  if (subresource === '') return has(resources, resource);
  return has(resources, `${resource}/${subresource}`) || resources.includes(`*/${subresource}`);
}

const isUnder = (path: string, pattern: string): boolean =>
  pattern === ANY || pattern === path || (pattern.endsWith(ANY) && path.startsWith(pattern.replace(/\*+$/, '')));
