import type { KubernetesObject } from '../cluster.ts';
import { TRACK } from '../copy-labels.ts';
import type { Exposed } from '../exposed-workload.ts';
import { besideDeployment } from '../traffic/copy.ts';

export const canaryNameOf = ({ metadata }: KubernetesObject): string => `${metadata.name}-canary`;
export const canaryName = ({ deployment }: Pick<Exposed, 'deployment'>): string => canaryNameOf(deployment);

/** A Deployment of its own for the new version; how many pods it has is set by a patch. */
export const canaryDeployment = (exposed: Exposed): KubernetesObject =>
  besideDeployment(exposed.deployment, canaryName(exposed), { [TRACK]: 'canary' });
