import { describe, expect, it } from '@jest/globals';
import { delivery } from '../../../../domain/delivery.ts';
import { type JobService, job } from '../../../../domain/job-service.ts';
import { node } from '../../../../domain/runtime/words.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { deployerRole } from '../../../../manifests-src/bootstrap/deployer-role.ts';
import { podQuota } from '../../../../manifests-src/bootstrap/tier-bootstrap.ts';
import { judgeTrees } from '../../../../manifests-src/rules/rules.ts';
import { builtByKubectl, byIdentity, hasKubectl } from '../../../fixtures/built-by-kubectl.ts';
import { platform } from '../../../fixtures/platform.ts';
import { builtIn, filesOf, treesOf } from '../edge/built.ts';

const migrate = job({ name: 'migrate', path: 'migrate', test: node({ command: 'node --test' }) });
const withJob = (change: Partial<JobService> = {}) =>
  delivery({ ...platform, services: [...platform.services, { ...migrate, ...change }] });
const rendered = (change: Partial<JobService> = {}) => builtIn(withJob(change), 'overlays/production/migrate');
const production = platform.tiers.find(({ name }) => name === 'production');
if (production === undefined) throw new Error('There is a production.');

describe('the manifests of a service that runs once with each release', () => {
  it('are a Job that comes before, cannot be undone, and does not remove itself; and the account that stays of it', () => {
    expect(rendered()).toMatchObject([
      {
        kind: 'Job',
        metadata: {
          labels: { 'sluice.dev/phase': 'pre-deploy' },
          annotations: { 'sluice.dev/irreversible': 'true', 'sluice.dev/needs': expect.stringContaining('migrate') },
        },
      },
      { kind: 'ServiceAccount', metadata: { annotations: { 'sluice.dev/bears': 'mark' } } },
    ]);
    expect(JSON.stringify(rendered())).not.toMatch(/ttlSeconds|"ports"|Probe|replicas/);
  });

  it('say what the delivery says', () => {
    const [made] = rendered({
      deadline: seconds(120),
      retries: 1,
      command: ['migrate', 'up'],
      drain: seconds(40),
      resources: { production: { memory: '1Gi' } },
    });
    expect(made?.['spec']).toMatchObject({
      backoffLimit: 1,
      activeDeadlineSeconds: 120,
      template: {
        spec: {
          restartPolicy: 'Never',
          terminationGracePeriodSeconds: 45,
          containers: [{ command: ['migrate', 'up'], resources: { limits: { memory: '1Gi' } } }],
        },
      },
    });
  });

  (hasKubectl ? it : it.skip)('are built by kubectl kustomize as by our own renderer', () => {
    const folder = 'overlays/production/migrate';
    expect(byIdentity(builtIn(withJob(), folder))).toEqual(
      byIdentity(builtByKubectl(filesOf(withJob()), `${platform.root}/k8s/${folder}`)),
    );
  });

  it('break no rule of a tree, and have room in the quota', () => {
    expect(judgeTrees(treesOf(withJob()))).toEqual(judgeTrees(treesOf(platform)));
    expect(podQuota(production, withJob())).toBe(podQuota(production, platform) + 2);
  });

  it('may be written and watched by the deployer', () => {
    expect(deployerRole(production, withJob()).rules).toContainEqual({
      apiGroups: ['batch'],
      resources: ['jobs'],
      verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
    });
  });
});
