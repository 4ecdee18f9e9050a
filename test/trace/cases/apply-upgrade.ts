import { at, type JsonObject } from '../json.ts';
import { deployment } from '../objects.ts';
import { done, managers, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const NOTE = 'kubectl.kubernetes.io/last-applied-configuration';

/** What `kubectl apply` writes when it applies from the client side. */
const noted = (object: JsonObject): JsonObject => {
  const { metadata, ...rest } = object as { readonly metadata: JsonObject };
  return { ...rest, metadata: { ...metadata, annotations: { [NOTE]: `${JSON.stringify(object)}\n` } } };
};

/** From `kubectl apply` to `kubectl apply --server-side`: no conflict about what kubectl itself applied before, and its note of
 *  that is kept up to date. Other managers, and other values, get no such help. */
export const applyUpgrade: TraceCase = {
  name: 'apply-upgrade',
  async run(space) {
    const named = (name: string, replicas: number): JsonObject => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      ...deployment(name, { replicas, paused: true }),
    });
    const seen = async (name: string, manager: string, replicas: number, change: JsonObject = {}) => {
      await done(space.create('deployments', noted(named(name, 2)), { fieldManager: 'kubectl-client-side-apply' }));
      if (Object.keys(change).length > 0)
        await done(space.patch('merge', 'deployments', name, change, undefined, { fieldManager: 'kubectl-edit' }));
      return outcome(await space.apply(manager, 'deployments', named(name, replicas)), (object) => ({
        replicas: at(object, 'spec', 'replicas') ?? null,
        note: at(object, 'metadata', 'annotations', NOTE) ?? null,
        managers: managers(object)
          .filter((one) => at(one, 'manager') !== 'kube-controller-manager')
          .map((one) => ({
            manager: at(one, 'manager') ?? null,
            replicas: at(one, 'fieldsV1', 'f:spec', 'f:replicas') ?? null,
          })),
      }));
    };
    return {
      kubectl: await seen('kubectl', 'kubectl', 3),
      other: await seen('other', 'another', 3),
      edited: await seen('edited', 'kubectl', 3, { spec: { replicas: 5 } }),
      same: await seen('same', 'another', 2),
    };
  },
};
