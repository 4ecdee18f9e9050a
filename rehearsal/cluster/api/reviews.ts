import type { KubernetesObject } from '../kubernetes-object.ts';
import { list, record } from '../storage/frozen.ts';
import type { ResourceType } from '../storage/resource-type.ts';
import { badRequest, invalid } from '../storage/status-errors.ts';
import { invalid as invalidValue, required } from '../storage/validation/problem.ts';
import type { Attributes } from './authorization/attributes.ts';
import type { Authorizer } from './authorization/authorizer.ts';
import type { PolicyRule } from './authorization/policy-rule.ts';
import type { Credentials } from './credentials.ts';
import { ISSUER } from './service-account-token.ts';
import type { User } from './user.ts';

/** Who asks, who can tell whom a token stands for, and who can tell what they may do. */
export interface Asking {
  readonly user: User;
  readonly credentials: Credentials;
  readonly authorizer: Authorizer;
}

/** Answers "who am I?", "who is this?", "may I?" and "may they?".
 *  https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access */
export const review = (type: ResourceType, asked: KubernetesObject, asking: Asking): KubernetesObject => {
  switch (type.kind) {
    case 'SelfSubjectReview':
      return { ...asked, status: { userInfo: asking.user } };
    case 'TokenReview':
      return { ...asked, status: tokenStatus(record(asked['spec']), asking.credentials) };
    case 'SelfSubjectRulesReview': {
      const namespace = String(record(asked['spec'])['namespace'] ?? '');
      if (namespace === '') throw badRequest('no namespace on request');
      return { ...asked, spec: {}, status: rulesStatus(asking.authorizer.rulesFor(asking.user, namespace)) };
    }
    default: {
      assertOneQuestion(type, asked);
      const spec = record(asked['spec']);
      const user = type.kind === 'SelfSubjectAccessReview' ? asking.user : userIn(spec);
      const { allowed, reason } = asking.authorizer.decide(user, attributesIn(spec));
      return { ...asked, spec, status: { allowed, ...(reason === '' ? {} : { reason }) } };
    }
  }
};

function rulesStatus({ rules, problems }: ReturnType<Authorizer['rulesFor']>) {
  const told = (rule: PolicyRule, ...fields: readonly (keyof PolicyRule)[]) =>
    Object.fromEntries(fields.filter((field) => rule[field].length > 0).map((field) => [field, rule[field]]));
  return {
    resourceRules: rules
      .filter(({ resources }) => resources.length > 0)
      .map((rule) => told(rule, 'verbs', 'apiGroups', 'resources', 'resourceNames')),
    nonResourceRules: rules
      .filter(({ nonResourceURLs }) => nonResourceURLs.length > 0)
      .map((rule) => told(rule, 'verbs', 'nonResourceURLs')),
    incomplete: problems.length > 0,
    ...(problems.length === 0 ? {} : { evaluationError: problems.join(', ') }),
  };
}

type Fields = Readonly<Record<string, unknown>>;
const text = (of: Fields, field: string): string => String(of[field] ?? '');

const userIn = (spec: Fields): User => ({ username: text(spec, 'user'), groups: list(spec['groups']).map(String) });

function attributesIn(spec: Fields): Attributes {
  const path = record(spec['nonResourceAttributes']);
  if (spec['nonResourceAttributes'] !== undefined)
    return { kind: 'path', verb: text(path, 'verb'), path: text(path, 'path') };
  const of = record(spec['resourceAttributes']);
  return {
    kind: 'resource',
    verb: text(of, 'verb'),
    group: text(of, 'group'),
    resource: text(of, 'resource'),
    subresource: text(of, 'subresource'),
    namespace: text(of, 'namespace'),
    name: text(of, 'name'),
  };
}

const tokenStatus = (spec: Readonly<Record<string, unknown>>, credentials: Credentials): unknown => {
  const token = String(spec['token'] ?? '');
  if (token === '') throw badRequest('token is required for TokenReview in authentication');
  const audiences = list(spec['audiences']).length === 0 ? [ISSUER] : list(spec['audiences']).map(String);
  const user = credentials.userOf(token, audiences);
  return user === undefined
    ? { user: {}, error: '[invalid bearer token, Token has been invalidated]' }
    : { authenticated: true, user, audiences };
};

/** @throws {StatusError} 422 unless a review asks about a resource, or about a path, of somebody. */
const assertOneQuestion = (type: ResourceType, { spec, metadata }: KubernetesObject): void => {
  const question = record(spec);
  const attributes = record(question['resourceAttributes']);
  const asked = Object.keys(question).filter((field) => field.endsWith('esourceAttributes'));
  // A real server leaves the kind out of these answers.
  const refused = (...problems: Parameters<typeof invalid>[2]) =>
    invalid({ group: type.group, kind: '' }, '', problems);
  if (asked.length !== 1)
    throw refused(
      invalidValue(
        'spec.resourceAttributes',
        question['resourceAttributes'],
        'exactly one of nonResourceAttributes or resourceAttributes must be specified',
      ),
    );
  if (type.kind === 'SelfSubjectAccessReview') return;
  if (!question['user'] && list(question['groups']).length === 0)
    throw refused(required('spec.user', 'at least one of user or group must be specified'));
  if (type.namespaced && attributes['namespace'] !== metadata.namespace)
    throw refused(
      invalidValue('spec.resourceAttributes.namespace', attributes['namespace'], `must match metadata.namespace`),
    );
};
