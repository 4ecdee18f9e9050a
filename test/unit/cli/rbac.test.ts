import { describe, expect, it } from '@jest/globals';
import { manifestsOfTier, readingForRights, roleOf } from '../../../cli/rbac.ts';
import { cron } from '../../../domain/cron-service.ts';
import { delivery } from '../../../domain/delivery.ts';
import { nginx } from '../../../domain/edge/edge.ts';
import { job } from '../../../domain/job-service.ts';
import { OBJECT_LIVES } from '../../../domain/object-life.ts';
import { node } from '../../../domain/runtime/words.ts';
import { knownResource } from '../../../engine/rollout/known-kinds.ts';
import { parseManifests } from '../../../engine/rollout/manifests.ts';
import { isListed } from '../../../engine/rollout/preflight/access-review.ts';
import { rightsFor } from '../../../engine/rollout/preflight/rights.ts';
import { minimumRole } from '../../../engine/rollout/preflight/role.ts';
import { writeHistory } from '../../../engine/rollout/state/history-secret.ts';
import { deployerRole } from '../../../manifests-src/bootstrap/deployer-role.ts';
import { edged } from '../../fixtures/edged.ts';
import { platform } from '../../fixtures/platform.ts';

const clean = cron({ name: 'clean', path: 'clean', test: node({ command: 'true' }), schedule: '0 3 * * *' });
const migrate = job({ name: 'migrate', path: 'migrate', test: node({ command: 'true' }) });

describe('the Role of a tier', () => {
  const deliveries = {
    platform,
    'a Gateway': edged(),
    nginx: edged(nginx({ email: 'operators@ai-agent-platform.com' })),
    'services that end': delivery({ ...platform, services: [...platform.services, clean, migrate] }),
  };
  it.each(
    Object.entries(deliveries).flatMap(([what, delivery]) =>
      delivery.tiers.map((tier) => [tier.name, what, tier, delivery] as const),
    ),
  )(
    'of %s of %s that administrators apply grants every right a rollout must have, and none that no rollout uses',
    (name, _what, tier, delivery) => {
      const { text, namespace, strategy } = manifestsOfTier(delivery, name);
      const { objects, preDeployJobs } = parseManifests(text, namespace);
      const { rules = [] } = deployerRole(tier, delivery);
      const listed = rules.map(({ verbs, apiGroups = [], resources = [], resourceNames = [] }) => ({
        ...{ verbs, apiGroups, resources, resourceNames },
      }));
      const histories = platform.services.map(({ name: service }) => writeHistory([], service, namespace));
      const rights = rightsFor(
        [...objects, ...preDeployJobs, ...histories],
        ({ apiVersion, kind }) => knownResource(apiVersion, kind)?.plural,
        strategy,
      );
      expect(rights.filter((right) => right.need === 'must' && !isListed({ rules: listed }, right))).toEqual([]);
      const bootstrapped = Object.values(OBJECT_LIVES).flatMap(({ life, plural }) =>
        life === 'bootstrap' ? [plural] : [],
      );
      const writing = listed.filter(
        ({ verbs, resources, resourceNames }) =>
          resourceNames.length === 0 &&
          resources.some((each) => bootstrapped.some((plural) => plural === each)) &&
          verbs.some((verb) => !['get', 'list', 'watch'].includes(verb)),
      );
      expect(writing).toEqual([]);
      const used = new Set(rights.map(({ group, resource, verb }) => `${verb} ${resource} ${group}`));
      const granted = listed.flatMap(({ verbs, apiGroups, resources }) =>
        verbs.flatMap((verb) => resources.map((resource) => `${verb} ${resource} ${apiGroups.join()}`)),
      );
      expect(granted.filter((right) => !used.has(right))).toEqual([]);
      expect(minimumRole(objects, { name: 'x', namespace }).rules.flatMap(({ resources }) => resources)).toContain(
        'deployments',
      );
    },
  );

  it.each(platform.tiers.map(({ name }) => name))(
    'of %s reads and patches the histories of its services by name; it creates no Secret, lists none, and has no other',
    (name) => {
      const { rules } = roleOf(manifestsOfTier(platform, name), 'x');
      const secrets = rules.filter(({ resources }) => resources.includes('secrets'));
      expect(secrets).toEqual(
        ['ai-agent-api', 'dashboard'].map((service) => ({
          ...{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'patch'] },
          resourceNames: [`sluice-history-${service}`],
        })),
      );
    },
  );

  it('without a bootstrap creates the history, by its name', () => {
    const spec = { template: { spec: { containers: [] } } };
    const text = JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec });
    const of = (services?: readonly string[]) =>
      roleOf({ text, namespace: 'shop', strategy: 'rolling', ...(services && { services }) }, 'x').rules.filter(
        ({ resourceNames }) => resourceNames !== undefined,
      );
    const rules = (service: string) => [
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'patch'], resourceNames: [service] },
      { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'create', 'patch'], resourceNames: [service] },
    ];
    expect(of()).toEqual(rules('sluice-history-web'));
    expect(of(['shop'])).toEqual(rules('sluice-history-shop'));
  });

  it('has the rights for a Job that runs before the pods, although going back runs none', () => {
    const image = `registry.test/migrate@sha256:${'a'.repeat(64)}`;
    const text = [
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'migrate', labels: { 'sluice.dev/phase': 'pre-deploy' } },
      },
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } },
    ]
      .map((object) =>
        JSON.stringify({ ...object, spec: { template: { spec: { containers: [{ name: 'c', image }] } } } }),
      )
      .join('\n---\n');
    const { rules } = roleOf({ text, namespace: 'shop', strategy: 'rolling' }, 'deployer');
    expect(rules).toContainEqual({
      apiGroups: ['batch'],
      resources: ['jobs'],
      verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
    });
  });

  it('is refused by name for kinds that only a server knows', () => {
    const widget = { apiVersion: 'x.dev/v1', kind: 'Widget', metadata: { name: 'w' } };
    expect(() => minimumRole([widget], { name: 'x', namespace: 'y' })).toThrow(
      /Widget\/w = "x.dev\/v1": What this kind is called/,
    );
  });
});

describe('the Role of manifests as people have them', () => {
  it('is asked of no registry, and has nothing of other places', () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [{ name: web, image: nginx }] } } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader }
---
apiVersion: v1
kind: Secret
metadata: { name: s, namespace: tools }
`;
    const reading = readingForRights(text, 'shop');
    const { rules } = roleOf({ text, namespace: 'shop', strategy: 'rolling', reading }, 'deployer');
    const resources = rules.flatMap((rule) => rule.resources);
    expect(resources).toContain('deployments');
    expect(resources).not.toEqual(expect.arrayContaining(['clusterroles']));
  });
});
