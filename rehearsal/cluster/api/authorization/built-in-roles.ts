import { AUTHENTICATED } from '../user.ts';
import { type PolicyRule, policyRule } from './policy-rule.ts';

/** A role that everybody has whom the API knows, and who holds it. They are in every cluster, whatever an administrator applies; the
 *  rehearsal knows them without storing them.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles */
export interface BuiltInRole {
  readonly name: string;
  readonly group: string;
  readonly rules: readonly PolicyRule[];
}

const HEALTH = ['/healthz', '/livez', '/readyz', '/version', '/version/'];
const DISCOVERY = ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*'];
const self = (group: string, ...resources: readonly string[]): PolicyRule =>
  policyRule({ verbs: ['create'], apiGroups: [group], resources });
const reads = (nonResourceURLs: readonly string[]): PolicyRule => policyRule({ verbs: ['get'], nonResourceURLs });

export const BUILT_IN_ROLES: readonly BuiltInRole[] = [
  {
    name: 'system:basic-user',
    group: AUTHENTICATED,
    rules: [
      self('authorization.k8s.io', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews'),
      self('authentication.k8s.io', 'selfsubjectreviews'),
    ],
  },
  { name: 'system:discovery', group: AUTHENTICATED, rules: [reads([...HEALTH, ...DISCOVERY].sort())] },
  { name: 'system:public-info-viewer', group: AUTHENTICATED, rules: [reads(HEALTH)] },
];
