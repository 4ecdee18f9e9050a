import { describe, expect, it } from '@jest/globals';
import { manifestsOfTier } from '../../../cli/rbac.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { delivery } from '../../../domain/delivery.ts';
import { tierSecrets } from '../../../domain/external-secrets.ts';
import { node } from '../../../domain/runtime/words.ts';
import { worker } from '../../../domain/worker.ts';
import { deployerRole } from '../../../manifests-src/bootstrap/deployer-role.ts';
import { podQuota, tierBootstrap } from '../../../manifests-src/bootstrap/tier-bootstrap.ts';
import { kustomizeTree } from '../../../manifests-src/kustomize-tree.ts';
import { judgeTrees } from '../../../manifests-src/rules/rules.ts';
import { builtByKubectl, byIdentity, hasKubectl } from '../../fixtures/built-by-kubectl.ts';
import { insideDelivery } from '../../fixtures/inside.ts';
import { platform } from '../../fixtures/platform.ts';
import { builtIn, filesOf, treesOf } from './edge/built.ts';

const OF = insideDelivery();
const FOLDER = 'overlays/staging/checks-staging';
const tierIn = (of: Delivery, name = 'staging') => {
  const found = of.tiers.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is a ${name}.`);
  return found;
};
const policyOf = (name: string, of = OF) =>
  tierBootstrap(tierIn(of), of).find(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === name,
  ) as unknown as {
    readonly spec: {
      readonly ingress: readonly object[];
      readonly egress: readonly {
        readonly to: readonly object[];
        readonly ports: readonly { readonly port: number }[];
      }[];
    };
  };

describe('the Job of checks that run inside a tier', () => {
  const [job, account, ...more] = builtIn(OF, FOLDER);

  it('is tried once, has a bound, and bears a name that each run makes its own', () => {
    expect(job).toMatchObject({
      kind: 'Job',
      metadata: { name: 'checks-staging', namespace: 'staging' },
      spec: { backoffLimit: 0, activeDeadlineSeconds: 600 },
    });
    expect(account).toMatchObject({ kind: 'ServiceAccount', automountServiceAccountToken: false });
    expect(more).toEqual([]);
    expect(JSON.stringify(job)).not.toMatch(/ttlSeconds|sluice\.dev\/phase/);
  });

  it('has pods as every other one has, and tells them where the services of the tier are', () => {
    expect(job?.['spec']).toMatchObject({
      podFailurePolicy: { rules: [{ action: 'Ignore' }] },
      template: {
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              image: 'checks-staging',
              command: ['/bin/sh', '-c', 'python -m pytest .'],
              env: [
                { name: 'E2E_API_KEY', valueFrom: { secretKeyRef: { name: 'e2e', key: 'api-key' } } },
                { name: 'AI_AGENT_API_URL', value: 'http://$(AI_AGENT_API_SERVICE_HOST):$(AI_AGENT_API_SERVICE_PORT)' },
                { name: 'DASHBOARD_URL', value: 'http://$(DASHBOARD_SERVICE_HOST):$(DASHBOARD_SERVICE_PORT)' },
              ],
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
            },
          ],
        },
      },
    });
  });

  it('is told Services by the names that they have in the tier', () => {
    const prefixed = insideDelivery({ namePrefix: 'staging-' });
    expect(JSON.stringify(builtIn(prefixed, FOLDER))).toContain(
      'http://$(STAGING_DASHBOARD_SERVICE_HOST):$(STAGING_DASHBOARD_SERVICE_PORT)',
    );
  });

  it('is not among what the overlay of the tier lists: whoever applies that checks nothing', () => {
    expect(builtIn(OF, 'overlays/staging').map(({ kind }) => kind)).not.toContain('Job');
    expect(
      kustomizeTree(OF)
        .filter(({ path }) => path.includes('checks-'))
        .map(({ path }) => path.replace(/.*k8s\//, '')),
    ).toEqual(['kustomization.yaml', 'job.yaml', 'service-account.yaml'].map((name) => `${FOLDER}/${name}`));
  });

  (hasKubectl ? it : it.skip)('is built by kubectl kustomize as by our own renderer', () => {
    expect(byIdentity(builtIn(OF, FOLDER))).toEqual(
      byIdentity(builtByKubectl(filesOf(OF), `${OF.root}/k8s/${FOLDER}`)),
    );
  });

  it('breaks no rule for manifests', () => {
    expect(treesOf(OF).map(({ name }) => name)).toEqual(['dev', 'staging', 'production']);
    const ofStaging = (of: Delivery) => judgeTrees(treesOf(of)).filter(({ tree }) => /staging/.test(tree));
    expect(ofStaging(OF)).toEqual([]);
  });
});

describe('what an administrator gives a tier whose checks run inside it', () => {
  it('lets them ask for names and call its services, and nothing else: no internet, no metadata server, and nobody calls them', () => {
    const { spec } = policyOf('checks-staging');
    expect(spec.ingress).toEqual([]);
    expect(spec.egress.map(({ ports }) => ports.map(({ port }) => port))).toEqual([[53, 53], [8000], [8080]]);
    expect(JSON.stringify(spec.egress.slice(1))).not.toContain('ipBlock');
    expect(JSON.stringify(spec)).not.toMatch(/0\.0\.0\.0|"port":80\b|443/);
  });

  it('lets the services be called by them, at their own port', () => {
    const from = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'checks-staging' } } };
    expect(policyOf('dashboard').spec.ingress).toContainEqual({
      from: [from],
      ports: [{ port: 8080, protocol: 'TCP' }],
    });
    expect(policyOf('ai-agent-api').spec.ingress).toContainEqual({
      from: [from],
      ports: [{ port: 8000, protocol: 'TCP' }],
    });
  });

  it('lets nobody call what nobody reaches: a worker has no port that they could ask', () => {
    const jobs = worker({ name: 'jobs', path: 'jobs', test: node({ command: 'x' }), health: 'none' });
    const of = delivery({ ...OF, services: [...OF.services, jobs] });
    expect(policyOf('jobs', of).spec.ingress).toEqual([]);
    expect(JSON.stringify(builtIn(of, FOLDER))).not.toContain('JOBS_');
    expect(policyOf('checks-staging', of).spec.egress).toEqual(policyOf('checks-staging').spec.egress);
  });

  it('has room for those of two runs, and a deployer that may make Jobs', () => {
    const without = insideDelivery({ verify: undefined });
    expect(podQuota(tierIn(OF), OF)).toBe(podQuota(tierIn(without), without) + 2);
    const jobs = {
      apiGroups: ['batch'],
      resources: ['jobs'],
      verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
    };
    expect(deployerRole(tierIn(OF), OF).rules).toContainEqual(jobs);
    expect(deployerRole(tierIn(OF, 'production'), OF).rules).not.toContainEqual(jobs);
    expect(manifestsOfTier(OF, 'staging').text).toContain('"kind":"Job"');
    expect(manifestsOfTier(OF, 'production').text).not.toContain('"kind":"Job"');
  });

  it('has the Secrets that they read', () => {
    expect(tierSecrets(OF, tierIn(OF)).map(({ name }) => name)).toContain('e2e');
    expect(tierSecrets(OF, tierIn(OF, 'production')).map(({ name }) => name)).not.toContain('e2e');
  });

  it('is as before, to the byte, in every other tier and delivery', () => {
    const text = (of: Delivery, name: string) => JSON.stringify(tierBootstrap(tierIn(of, name), of));
    for (const name of ['dev', 'production'])
      expect(text(OF, name)).toBe(text(insideDelivery({ verify: undefined }), name));
    expect(JSON.stringify(kustomizeTree(delivery(platform)))).not.toContain('checks-');
  });
});
