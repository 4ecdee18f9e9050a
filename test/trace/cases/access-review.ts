import { at } from '../json.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** An administrator asks what it may. What others may is compared by the case "rights". */
export const accessReview: TraceCase = {
  name: 'access-review',
  async run(space) {
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview' };
    const resourceAttributes = { namespace: space.namespace, verb: 'patch', group: 'apps', resource: 'deployments' };
    return {
      may: outcome(
        await space.api.request('POST', path, { body: { ...review, spec: { resourceAttributes } } }),
        (object) => ({
          kind: at(object, 'kind') ?? null,
          spec: at(object, 'spec') ?? null,
          allowed: at(object, 'status', 'allowed') ?? null,
        }),
      ),
      noAttributes: outcome(await space.api.request('POST', path, { body: { ...review, spec: {} } })),
      read: outcome(await space.api.request('GET', path)),
    };
  },
};
