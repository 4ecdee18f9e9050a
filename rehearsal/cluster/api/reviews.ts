import type { KubernetesObject } from '../kubernetes-object.ts';
import { record } from '../storage/frozen.ts';
import type { ResourceType } from '../storage/resource-type.ts';
import { invalid } from '../storage/status-errors.ts';
import { invalid as invalidValue } from '../storage/validation/problem.ts';

const EVERYTHING = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };

/** Answers "may I?": here every authenticated user may do everything, so the answer is always yes.
 *  https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access */
export const review = (type: ResourceType, asked: KubernetesObject): KubernetesObject => {
  assertOneQuestion(type, asked);
  return answered(type, asked);
};

/** @throws {StatusError} 422 unless a SelfSubjectAccessReview asks about a resource, or about a path. */
const assertOneQuestion = (type: ResourceType, { spec }: KubernetesObject): void => {
  const asked = Object.keys(record(spec)).filter((field) => field.endsWith('esourceAttributes'));
  if (type.kind !== 'SelfSubjectAccessReview' || asked.length === 1) return;
  const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
  const attributes = record(spec)['resourceAttributes'];
  // A real server leaves the kind out of this one answer.
  throw invalid({ group: type.group, kind: '' }, '', [invalidValue('spec.resourceAttributes', attributes, why)]);
};

const answered = (type: ResourceType, asked: KubernetesObject): KubernetesObject => ({
  ...asked,
  spec: record(asked['spec']),
  status:
    type.kind === 'SelfSubjectAccessReview'
      ? { allowed: true, reason: 'the rehearsal allows every user everything' }
      : {
          resourceRules: [EVERYTHING],
          nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
          incomplete: false,
        },
});
