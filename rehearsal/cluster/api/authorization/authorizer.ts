import type { ObjectStore } from '../../object-store.ts';
import { ADMINISTRATORS, type User } from '../user.ts';
import type { Attributes } from './attributes.ts';
import { grantsTo } from './bindings.ts';
import { forbiddenRequest } from './forbidden.ts';
import { allows, type PolicyRule, policyRule } from './policy-rule.ts';

/** Whether somebody may do something, and why. */
export interface Decision {
  readonly allowed: boolean;
  /** Empty where there is nothing to say. */
  readonly reason: string;
}

/** Decides by the Roles and bindings that are stored, and by nothing else: whoever is bound to nothing may ask who they are, and what
 *  they may do. `system:masters` may do everything.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export interface Authorizer {
  decide(user: User, asked: Attributes): Decision;
  /** @throws {StatusError} 403 for what the user may not do. */
  assert(user: User, asked: Attributes): void;
  /** All that the user may do in a namespace. */
  rulesFor(
    user: User,
    namespace: string,
  ): { readonly rules: readonly PolicyRule[]; readonly problems: readonly string[] };
}

const EVERYTHING: readonly PolicyRule[] = [
  policyRule({ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }),
  policyRule({ verbs: ['*'], nonResourceURLs: ['*'] }),
];

export function createAuthorizer(store: ObjectStore): Authorizer {
  const decide = (user: User, asked: Attributes): Decision => {
    if (user.groups.includes(ADMINISTRATORS)) return { allowed: true, reason: '' };
    const problems: string[] = [];
    for (const grant of grantsTo(store, user, asked.kind === 'resource' ? asked.namespace : '')) {
      if ('problem' in grant) problems.push(grant.problem);
      else if (grant.rules.some((rule) => allows(rule, asked)))
        return { allowed: true, reason: `RBAC: allowed by ${grant.by}` };
    }
    return { allowed: false, reason: problems.length === 0 ? '' : `RBAC: ${joined(problems)}` };
  };
  return {
    decide,
    assert(user, asked) {
      const { allowed, reason } = decide(user, asked);
      if (!allowed) throw forbiddenRequest(user, asked, reason);
    },
    rulesFor(user, namespace) {
      const grants = [...grantsTo(store, user, namespace)];
      const rules = grants.flatMap((grant) => ('rules' in grant ? grant.rules : []));
      return {
        rules: user.groups.includes(ADMINISTRATORS) ? [...EVERYTHING, ...rules] : rules,
        problems: grants.flatMap((grant) => ('problem' in grant ? [grant.problem] : [])),
      };
    },
  };
}

/** As Go's aggregated errors are written: each once. */
function joined(problems: readonly string[]): string {
  const [first = '', ...more] = new Set(problems);
  return more.length === 0 ? first : `[${[first, ...more].join(', ')}]`;
}
