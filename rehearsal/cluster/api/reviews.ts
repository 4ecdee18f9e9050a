import type { KubernetesObject } from '../kubernetes-object.ts';
import { list, record } from '../storage/frozen.ts';
import type { ResourceType } from '../storage/resource-type.ts';
import { badRequest, invalid } from '../storage/status-errors.ts';
import { invalid as invalidValue, required } from '../storage/validation/problem.ts';
import type { Credentials } from './credentials.ts';
import { ISSUER } from './service-account-token.ts';
import type { User } from './user.ts';

/** Who asks, and who can tell whom a token stands for. */
export interface Asking {
  readonly user: User;
  readonly credentials: Credentials;
}

/** Answers "who am I?", "who is this?" and "may I?": here every authenticated user may do everything, so the answer to the last
 *  is always yes.
 *  https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access */
export const review = (type: ResourceType, asked: KubernetesObject, asking: Asking): KubernetesObject => {
  switch (type.kind) {
    case 'SelfSubjectReview':
      return { ...asked, status: { userInfo: asking.user } };
    case 'TokenReview':
      return { ...asked, status: tokenStatus(record(asked['spec']), asking.credentials) };
    case 'SelfSubjectRulesReview':
      if (!record(asked['spec'])['namespace']) throw badRequest('no namespace on request');
      return { ...asked, status: EVERYTHING };
    default:
      assertOneQuestion(type, asked);
      return {
        ...asked,
        spec: record(asked['spec']),
        status: { allowed: true, reason: 'the rehearsal allows every user everything' },
      };
  }
};

const EVERYTHING = {
  resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
  incomplete: false,
};

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
