import type { KubernetesObject } from '../cluster.ts';
import { TRACK } from '../copy-labels.ts';
import type { Exposed, Labels } from '../exposed-workload.ts';

export const canaryNameOf = ({ metadata }: KubernetesObject): string => `${metadata.name}-canary`;
export const canaryName = ({ deployment }: Pick<Exposed, 'deployment'>): string => canaryNameOf(deployment);

/** A Deployment of its own for the new version; how many pods it has is set by a patch. */
export function canaryDeployment(exposed: Exposed): KubernetesObject {
  const { deployment } = exposed;
  const { metadata, spec: whole } = deployment;
  const { replicas: _, ...spec } = whole;
  const label = { [TRACK]: 'canary' };
  const { template } = spec;
  const selector = spec['selector'] as { readonly matchLabels?: Labels } | undefined;
  return {
    ...deployment,
    metadata: { ...metadata, name: canaryName(exposed), labels: { ...metadata.labels, ...label } },
    spec: {
      ...spec,
      selector: { ...selector, matchLabels: { ...selector?.matchLabels, ...label } },
      template: { ...template, metadata: { ...template.metadata, labels: { ...template.metadata?.labels, ...label } } },
    },
  };
}
