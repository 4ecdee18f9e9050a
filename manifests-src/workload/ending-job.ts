import type { JobSpec } from 'kubernetes-types/batch/v1.d.ts';
import type { EndingService } from '../../domain/ending-service.ts';
import type { Service } from '../../domain/service.ts';
import { commonLabels } from '../object.ts';
import { ownVariables, podOf } from './pod.ts';

/** One run of a service that ends. A pod that fails stays, so that what it wrote can be read; one that the cluster takes away is no try of its own.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy */
export const endingJob = (service: Service & EndingService): JobSpec => ({
  backoffLimit: service.retries,
  activeDeadlineSeconds: service.deadline,
  podFailurePolicy: {
    rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
  },
  template: {
    metadata: { labels: commonLabels(service.name) },
    spec: {
      restartPolicy: 'Never',
      ...podOf(service, {
        ...(service.command === undefined ? {} : { command: [...service.command] }),
        env: ownVariables(service),
      }),
    },
  },
});
