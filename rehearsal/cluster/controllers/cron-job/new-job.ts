import type { Zone } from '../../cron/zone.ts';
import { ownerReference } from '../claims.ts';
import type { CronJob, Job } from '../resource.ts';

const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** The Job for a time, as the template has it. By its name nobody makes two. */
export const jobFor = (cronJob: CronJob, at: number, zone: Zone): Job => {
  const { metadata = {}, spec } = cronJob.spec.jobTemplate;
  const { labels = {}, annotations = {} } = metadata;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${cronJob.metadata.name}-${Math.floor(at / 60_000)}`,
      namespace: cronJob.metadata.namespace ?? '',
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
      annotations: { ...annotations, [SCHEDULED]: shown(at, zone) },
      ownerReferences: [ownerReference('batch/v1', 'CronJob', cronJob.metadata)],
    },
    spec: structuredClone(spec ?? { template: {} }),
  };
};

/** As the clocks of the zone show it. */
const shown = (at: number, zone: Zone): string => {
  const { year, month, day, hour, minute, second } = zone.wall(at);
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second)).toISOString().slice(0, 19);
  return `${local}${zone.offsetText(at)}`;
};
