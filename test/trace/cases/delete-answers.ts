import { at, type Json } from '../json.ts';
import { configMap, deployment, service, unplacedPod } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';
import type { Resource } from '../workspace.ts';

/** Some kinds answer a deletion with the object, most with a Status. */
export const deleteAnswers: TraceCase = {
  name: 'delete-answers',
  async run(space) {
    const hard = { spec: { hard: { pods: '5' } } };
    const objects: Readonly<Partial<Record<Resource, Parameters<typeof space.create>[1]>>> = {
      configmaps: configMap('one'),
      deployments: deployment('one', { replicas: 0 }),
      pods: unplacedPod('one'),
      resourcequotas: { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'one' }, ...hard },
      secrets: { ...configMap('one'), kind: 'Secret' },
      serviceaccounts: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'one' } },
      services: service('one', { ports: [{ port: 80 }] }),
    };
    const trace: Record<string, Json> = {};
    for (const [resource, object] of Object.entries(objects)) {
      await done(space.create(resource as Resource, object));
      trace[resource] = outcome(await space.delete(resource as Resource, 'one'), (answer) => ({
        kind: at(answer, 'kind') ?? null,
        details: at(answer, 'details') ?? null,
        generation: at(answer, 'metadata', 'generation') ?? null,
        deleted: at(answer, 'metadata', 'deletionTimestamp') ?? null,
        grace: at(answer, 'metadata', 'deletionGracePeriodSeconds') ?? null,
      }));
    }
    return trace;
  },
};
