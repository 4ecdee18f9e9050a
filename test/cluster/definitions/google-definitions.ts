/** Kinds of Google's collectors. GKE alone brings their definitions; these are ours, of the fields that the delivery uses and by the same rules: what
 *  they do not know, and what is missing, is refused.
 *  @see https://github.com/GoogleCloudPlatform/prometheus-engine/tree/main/charts/operator/crds */

const text = { type: 'string' };
const duration = { type: 'string', pattern: '^[0-9]+(ms|s|m|h|d)$' };
const texts = { type: 'object', additionalProperties: text };
const object = (properties: object, ...required: readonly string[]) => ({ type: 'object', properties, required });
const list = (items: object) => ({ type: 'array', minItems: 1, items });

const rules = object(
  {
    groups: list(
      object(
        {
          name: text,
          interval: duration,
          rules: list(
            object({ record: text, alert: text, expr: text, for: duration, labels: texts, annotations: texts }, 'expr'),
          ),
        },
        'name',
        'interval',
        'rules',
      ),
    ),
  },
  'groups',
);

const podMonitoring = object(
  {
    selector: object({ matchLabels: texts }),
    endpoints: list(
      object({ port: { 'x-kubernetes-int-or-string': true }, path: text, interval: duration }, 'port', 'interval'),
    ),
    targetLabels: object({ metadata: list({ type: 'string', enum: ['pod', 'container', 'node'] }) }),
  },
  'selector',
  'endpoints',
);

const KINDS = [
  { kind: 'PodMonitoring', plural: 'podmonitorings', scope: 'Namespaced', spec: podMonitoring },
  { kind: 'Rules', plural: 'rules', scope: 'Namespaced', spec: rules },
  { kind: 'ClusterRules', plural: 'clusterrules', scope: 'Cluster', spec: rules },
] as const;

export const GOOGLE_DEFINITIONS: readonly object[] = KINDS.map(({ kind, plural, scope, spec }) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.monitoring.googleapis.com` },
  spec: {
    group: 'monitoring.googleapis.com',
    names: { kind, plural, singular: kind.toLowerCase() },
    scope,
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: object({ spec }, 'spec') } }],
  },
}));
