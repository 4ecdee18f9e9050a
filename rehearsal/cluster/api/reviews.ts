import type { KubernetesObject } from '../kubernetes-object.ts';
import { record } from '../storage/frozen.ts';
import type { ResourceType } from '../storage/resource-type.ts';

const EVERYTHING = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };

/** Answers "may I?": here every authenticated user may do everything, so the answer is always yes.
 *  https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access */
export const review = (type: ResourceType, asked: KubernetesObject): KubernetesObject => ({
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
