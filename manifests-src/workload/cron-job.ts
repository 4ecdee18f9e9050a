import type { CronJob } from 'kubernetes-types/batch/v1.d.ts';
import { formatNeeds, NEEDS } from '../../domain/bootstrap-need.ts';
import type { Concurrency, CronService } from '../../domain/cron-service.ts';
import { tierNeeds } from '../bootstrap/tier-needs.ts';
import { commonLabels } from '../object.ts';
import { endingJob } from './ending-job.ts';

const POLICIES: Readonly<Record<Concurrency, string>> = { forbid: 'Forbid', allow: 'Allow', replace: 'Replace' };

/** What is equal in every tier; resources come from the tier's patch. That it is not suspended is said, so that a rollout finds it so. */
export const cronJob = (service: CronService): CronJob => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: {
    name: service.name,
    labels: commonLabels(service.name),
    annotations: { [NEEDS]: formatNeeds(tierNeeds(service)) },
  },
  spec: {
    schedule: service.schedule,
    timeZone: service.timeZone,
    concurrencyPolicy: POLICIES[service.concurrency],
    startingDeadlineSeconds: service.startingDeadline,
    successfulJobsHistoryLimit: service.keep.succeeded,
    failedJobsHistoryLimit: service.keep.failed,
    suspend: false,
    jobTemplate: { metadata: { labels: commonLabels(service.name) }, spec: endingJob(service) },
  },
});
