import type { Service as KubernetesService, ServiceAccount } from 'kubernetes-types/core/v1.d.ts';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';
import type { Service } from '../../domain/service.ts';
import { commonLabels, selectorLabels } from '../object.ts';

/** Port 80 in the cluster, whatever the container listens on. */
export const kubernetesService = ({ name }: Service): KubernetesService => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, labels: commonLabels(name) },
  spec: {
    type: 'ClusterIP',
    selector: selectorLabels(name),
    ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
  },
});

/** An identity of its own per service, so that rights are given to one service and not to a namespace. */
export const serviceAccount = ({ name }: Pick<Service, 'name'>): ServiceAccount => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, labels: commonLabels(name) },
  automountServiceAccountToken: false,
});

/** One pod at a time may be evicted. `minAvailable` equal to the replicas would block every node upgrade. */
export const disruptionBudget = ({ name }: Service): PodDisruptionBudget => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name, labels: commonLabels(name) },
  spec: { maxUnavailable: 1, selector: { matchLabels: selectorLabels(name) } },
});
