import {
  CRON_JOBS,
  type CronJob,
  JOBS,
  type Job,
  resource,
} from '../../../../../../rehearsal/cluster/controllers/resource.ts';
import type { ContainerScript } from '../../../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { embeddedCluster, NAMESPACE, object } from '../embedded-cluster.ts';

const MINUTE = 60_000;
const SCRIPTS: Readonly<Record<string, ContainerScript>> = {
  'registry.example/short:1': { runs: [{ exit: { code: 0, after: 1_000 } }] },
  'registry.example/long:1': { runs: [{ exit: { code: 0, after: 150_000 } }] },
  'registry.example/bad:1': { runs: [{ exit: { code: 3, after: 1_000 } }] },
};

/** A cluster with a CronJob `nightly` whose Jobs take a second, two and a half minutes, or fail. It is midnight. */
export const cronJobCluster = (spec: Partial<CronJob['spec']>, image: 'short' | 'long' | 'bad' = 'short') => {
  const cluster = embeddedCluster(SCRIPTS);
  const cronJobs = resource<CronJob>(cluster.store, CRON_JOBS);
  const jobs = resource<Job>(cluster.store, JOBS);
  const containers = [{ name: 'main', image: `registry.example/${image}:1` }];
  const template = { spec: { restartPolicy: 'Never', containers } };
  const jobTemplate = {
    metadata: { labels: { app: 'nightly' }, annotations: { team: 'a' } },
    spec: { backoffLimit: 0, template },
  };
  cluster.store.create(
    CRON_JOBS,
    object(
      'batch/v1',
      'CronJob',
      { name: 'nightly', namespace: NAMESPACE },
      { spec: { schedule: '* * * * *', jobTemplate, ...spec } },
    ),
  );
  const cronJob = (): CronJob => {
    const found = cronJobs.get(NAMESPACE, 'nightly');
    if (found === undefined) throw new Error('no CronJob');
    return found;
  };
  return {
    ...cluster,
    jobs,
    cronJob,
    minutes: (count: number) => cluster.clock.advance(count * MINUTE),
    change: (part: Partial<CronJob['spec']>) => {
      const live = cronJob();
      cronJobs.update({ ...live, spec: { ...live.spec, ...part } });
    },
    /** Minutes since midnight that there are Jobs of, and how each ended. */
    runs: () =>
      jobs.list({ namespace: NAMESPACE }).map(({ metadata, status }) => {
        const minute = Number(metadata.name.split('-').at(-1)) - Date.UTC(2026, 0, 1) / MINUTE;
        const end = status?.conditions?.find(({ type }) => type === 'Complete' || type === 'Failed');
        return `${minute} ${end?.type ?? 'active'}`;
      }),
    told: () =>
      cluster
        .events()
        .filter(({ involvedObject }) => involvedObject.kind === 'CronJob')
        .map(({ type, reason, message }) => `${type} ${reason}: ${message}`),
  };
};
