import { aggregate, type Expression, type Series } from './promql/expression.ts';
import { clusterSeries } from './promql/metrics.ts';
import type { WatchedService } from './watched-service.ts';

/** The memory of the service's own containers. Without a name the cluster tells of the pod as a whole, which would count all of it twice. */
export const workingSet = ({ service, tier }: Pick<WatchedService, 'service' | 'tier'>): Series =>
  clusterSeries('container_memory_working_set_bytes', { namespace: tier.namespace, container: service.name });

/** By pod. */
export const usedMemory = (watched: Pick<WatchedService, 'service' | 'tier'>): Expression =>
  aggregate('max', workingSet(watched), ['pod']);
