import type { KubernetesObject } from '../cluster.ts';
import { TRACK } from '../copy-labels.ts';
import { type Exposed, hasLabels, type Labels, selectorOf } from '../exposed-workload.ts';
import { besideService } from '../traffic/copy.ts';
import { templateOf } from '../workload.ts';
import { canaryDeployment } from './canary-deployment.ts';
import type { ServiceNames } from './route.ts';

export const serviceNames = ({ service }: Pick<Exposed, 'service'>): ServiceNames => ({
  stable: service.metadata.name,
  canary: `${service.metadata.name}-canary`,
});

/** Leads to the pods of the canary and to no others. Annotations go with it: they tell a Gateway how to reach the pods. */
export const canaryService = ({ service }: Pick<Exposed, 'service'>): KubernetesObject =>
  besideService(service, serviceNames({ service }).canary, { ...selectorOf(service), [TRACK]: 'canary' });

/** Whether the Service itself leads to the pods of the canary, too. */
export const isShared = (exposed: Exposed): boolean => selects(exposed.selector, canaryDeployment(exposed));

/** Whether pods of a Deployment have all of these labels. */
export const selects = (selector: Labels, deployment: KubernetesObject): boolean =>
  hasLabels(templateOf(deployment)?.metadata?.labels ?? {}, selector);
