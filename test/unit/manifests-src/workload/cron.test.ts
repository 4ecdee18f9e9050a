import { describe, expect, it } from '@jest/globals';
import { type CronService, cron } from '../../../../domain/cron-service.ts';
import { type Delivery, delivery } from '../../../../domain/delivery.ts';
import { node } from '../../../../domain/runtime/words.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { firestore } from '../../../../domain/store.ts';
import { deployerRole } from '../../../../manifests-src/bootstrap/deployer-role.ts';
import { podQuota, tierBootstrap } from '../../../../manifests-src/bootstrap/tier-bootstrap.ts';
import { judgeTrees } from '../../../../manifests-src/rules/rules.ts';
import { builtByKubectl, byIdentity, hasKubectl } from '../../../fixtures/built-by-kubectl.ts';
import { platform } from '../../../fixtures/platform.ts';
import { builtIn, filesOf, treesOf } from '../edge/built.ts';

const clean = cron({
  name: 'clean',
  path: 'clean',
  test: node({ command: 'node --test' }),
  schedule: '30 4 * * *',
  calls: ['ai-agent-api'],
});
const withCron = (change: Partial<CronService> = {}) =>
  delivery({ ...platform, services: [...platform.services, { ...clean, ...change }] });
const tierOf = (made: Delivery, name = 'production') => {
  const tier = made.tiers.find((each) => each.name === name);
  if (tier === undefined) throw new Error(`There is a tier "${name}".`);
  return tier;
};
const rendered = (change: Partial<CronService> = {}) => builtIn(withCron(change), 'overlays/production/clean');
const cronJob = (change: Partial<CronService> = {}) => rendered(change).find(({ kind }) => kind === 'CronJob');

describe('the manifests of a service with times', () => {
  it('are a CronJob and its identity: no Service, no budget, no port, no probe', () => {
    expect(rendered().map(({ kind }) => kind)).toEqual(['CronJob', 'ServiceAccount']);
    expect(JSON.stringify(rendered())).not.toMatch(/"PORT"|"ports"|Probe|preStop|replicas/);
  });

  it('say what the delivery says', () => {
    const change: Partial<CronService> = {
      timeZone: 'Asia/Seoul',
      concurrency: 'replace',
      startingDeadline: seconds(60),
      deadline: seconds(900),
      retries: 1,
      keep: { succeeded: 2, failed: 5 },
      command: ['node', 'clean.mjs'],
      drain: seconds(40),
    };
    expect(cronJob(change)?.['spec']).toMatchObject({
      ...{ schedule: '30 4 * * *', timeZone: 'Asia/Seoul', concurrencyPolicy: 'Replace', suspend: false },
      ...{ startingDeadlineSeconds: 60, successfulJobsHistoryLimit: 2, failedJobsHistoryLimit: 5 },
      jobTemplate: {
        spec: {
          ...{ backoffLimit: 1, activeDeadlineSeconds: 900 },
          template: {
            spec: {
              terminationGracePeriodSeconds: 45,
              containers: [{ command: ['node', 'clean.mjs'], resources: { limits: { memory: '512Mi' } } }],
            },
          },
        },
      },
    });
    expect(cronJob({ concurrency: 'allow' })).toMatchObject({ spec: { concurrencyPolicy: 'Allow' } });
    expect(cronJob()).toMatchObject({ spec: { concurrencyPolicy: 'Forbid' } });
    expect(JSON.stringify(cronJob())).not.toContain('"command"');
  });

  it('start a pod anew that failed, and count none that the cluster took away', () => {
    expect(cronJob()?.['spec']).toMatchObject({
      jobTemplate: {
        spec: {
          podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
          template: { spec: { restartPolicy: 'Never' } },
        },
      },
    });
  });

  it('tell a pod its tier and its data, as those of every service', () => {
    const told = JSON.stringify(cronJob({ store: firestore({ database: 'agents', location: 'europe-west1' }) }));
    for (const part of ['"TIER","value":"production"', '"DRAIN_SECONDS","value":"20"', '"IMAGE_DIGEST"', 'agents-'])
      expect(told).toContain(part);
  });

  (hasKubectl ? it : it.skip)('are built by kubectl kustomize as by our own renderer', () => {
    const made = withCron({ environment: { all: { LEVEL: 'info' }, production: { LEVEL: 'warning' } } });
    const folder = 'overlays/production/clean';
    expect(byIdentity(builtIn(made, folder))).toEqual(
      byIdentity(builtByKubectl(filesOf(made), `${made.root}/k8s/${folder}`)),
    );
  });

  it('break no rule of a tree', () => {
    expect(judgeTrees(treesOf(withCron()))).toEqual(judgeTrees(treesOf(platform)));
  });
});

describe('the borders of a service with times', () => {
  it('let nobody in, and it out to what it calls', () => {
    const made = withCron();
    const policy = tierBootstrap(tierOf(made), made).find(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'clean',
    );
    expect(policy).toMatchObject({ spec: { policyTypes: ['Ingress', 'Egress'], ingress: [] } });
    expect(JSON.stringify(policy)).toContain('"port":8000');
  });

  it('leave room in the quota for its runs that are at work at once', () => {
    const room = (change: Partial<CronService>) => podQuota(tierOf(withCron(change)), withCron(change));
    const without = podQuota(tierOf(platform), platform);
    expect(room({})).toBe(without + 2);
    expect(room({ concurrency: 'replace' })).toBe(without + 4);
    expect(room({ concurrency: 'allow', schedule: '*/5 * * * *', deadline: seconds(560) })).toBe(without + 4);
  });

  it('let the deployer write CronJobs where a service is one, and nowhere else', () => {
    const rulesOf = (made: Delivery) =>
      deployerRole(tierOf(made), made).rules?.filter(({ apiGroups }) => apiGroups?.includes('batch'));
    expect(rulesOf(withCron())).toEqual([
      { apiGroups: ['batch'], resources: ['cronjobs'], verbs: ['get', 'create', 'patch', 'delete'] },
    ]);
    expect(rulesOf(platform)).toEqual([]);
  });
});
