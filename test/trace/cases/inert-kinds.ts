import { at, type Json, type JsonObject } from '../json.ts';
import { managers, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';
import type { Resource } from '../workspace.ts';

const OBJECTS: Readonly<Partial<Record<Resource, JsonObject>>> = {
  horizontalpodautoscalers: {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      maxReplicas: 3,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
    },
  },
  networkpolicies: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    spec: {
      podSelector: {},
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 80 }] }],
    },
  },
  poddisruptionbudgets: {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    spec: { minAvailable: '50%', selector: { matchLabels: { app: 'web' } } },
  },
};

/** Kinds that a delivery applies, and for which a small cluster does nothing: they are stored as a real one stores them. */
export const inertKinds: TraceCase = {
  name: 'inert-kinds',
  async run(space) {
    const trace: Record<string, Json> = {};
    for (const [resource, object] of Object.entries(OBJECTS))
      trace[resource] = outcome(
        await space.apply('ci', resource as Resource, { ...object, metadata: { name: 'web' } }),
        (stored) => ({
          spec: at(stored, 'spec'),
          generation: at(stored, 'metadata', 'generation') ?? null,
          managers: managers(stored),
        }),
      );
    return trace;
  },
};
