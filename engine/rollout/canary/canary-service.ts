import type { KubernetesObject } from '../cluster.ts';
import { TRACK } from '../copy-labels.ts';
import { type Exposed, hasLabels, type Labels, selectorOf } from '../exposed-workload.ts';
import { templateOf } from '../workload.ts';
import { canaryDeployment } from './canary-deployment.ts';
import type { ServiceNames } from './route.ts';

export const serviceNames = ({ service }: Pick<Exposed, 'service'>): ServiceNames => ({
  stable: service.metadata.name,
  canary: `${service.metadata.name}-canary`,
});

interface Port {
  readonly nodePort?: number;
  readonly [field: string]: unknown;
}

/** Leads to the pods of the canary and to no others, inside the cluster, on the ports of the Service. Annotations go with it: they
 *  tell a Gateway how to reach the pods. */
export function canaryService(exposed: Exposed): KubernetesObject {
  const { service } = exposed;
  const { ports = [] } = service['spec'] as { readonly ports?: readonly Port[] };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...service.metadata, name: serviceNames(exposed).canary },
    spec: {
      selector: { ...selectorOf(service), [TRACK]: 'canary' },
      ports: ports.map(({ nodePort: _, ...port }) => port),
    },
  };
}

/** Whether the Service itself leads to the pods of the canary, too. */
export const isShared = (exposed: Exposed): boolean => selects(exposed.selector, canaryDeployment(exposed));

/** Whether pods of a Deployment have all of these labels. */
export const selects = (selector: Labels, deployment: KubernetesObject): boolean =>
  hasLabels(templateOf(deployment)?.metadata?.labels ?? {}, selector);
