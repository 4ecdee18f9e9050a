import type { NetworkPolicyIngressRule } from 'kubernetes-types/networking/v1.d.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { metricsPort } from '../../../domain/metrics.ts';
import { metricsOf, type Service } from '../../../domain/service.ts';
import { MONITORING } from '../../observability/emit/prometheus-stack.ts';
import { inNamespace, mainPort, tcp } from '../peers.ts';

/** Where Google's collectors live. */
const GOOGLE_COLLECTORS = 'gke-gmp-system';

/** Numbers are asked for by those who collect them, at the port that has them. */
export function fromCollectors(service: Service, { observability }: Delivery): readonly NetworkPolicyIngressRule[] {
  const metrics = metricsOf(service);
  if (metrics === undefined) return [];
  const own = metricsPort(metrics);
  const namespace = observability?.kind === 'kube-prometheus-stack' ? MONITORING : GOOGLE_COLLECTORS;
  return [{ from: [inNamespace(namespace)], ports: own === undefined ? mainPort(service) : tcp(own) }];
}
