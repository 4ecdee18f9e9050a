import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { type Delivery, delivery } from '../../../../domain/delivery.ts';
import { seconds } from '../../../../domain/seconds.ts';
import type { WebService } from '../../../../domain/service.ts';
import { firestore, memory } from '../../../../domain/store.ts';
import { kustomizeTree } from '../../../../manifests-src/kustomize-tree.ts';
import { buildKustomization } from '../../../../manifests-src/render/build.ts';
import { platform } from '../../../fixtures/platform.ts';

/** The demo, where its first service says more. */
function saying(more: Partial<WebService>): Delivery {
  const [api, dashboard] = platform.services;
  if (api === undefined || dashboard === undefined) throw new Error('The demo has two services.');
  return delivery({ ...platform, services: [{ ...api, secrets: [], ...more }, dashboard] });
}

/** The objects of the first service in a tier, as they are applied. */
function rendered(of: Delivery, tier: string) {
  const files = new Map(kustomizeTree(of).map(({ path, content }) => [path, content]));
  return buildKustomization(`${of.root}/k8s/overlays/${tier}/ai-agent-api`, (path) => files.get(path));
}
const pod = (of: Delivery, tier: string) =>
  Object(rendered(of, tier).find(({ kind }) => kind === 'Deployment')).spec.template.spec;
const told = (of: Delivery, tier: string): Record<string, unknown> =>
  Object.fromEntries(
    pod(of, tier).containers[0].env.map(({ name, value, valueFrom }: Record<string, unknown>) => [
      name,
      value ?? Object(valueFrom).secretKeyRef,
    ]),
  );
/** Who may reach which port of the first service. */
const reached = (of: Delivery): unknown =>
  kustomizeTree(of)
    .filter(({ path }) => path.endsWith('bootstrap/staging.yaml'))
    .flatMap(({ content }) => parseAllDocuments(content).map((document) => Object(document.toJS())))
    .filter(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'ai-agent-api')
    .flatMap(({ spec }) => spec.ingress)
    .map(({ from, ports }) => [
      from.map((peer: Record<string, unknown>) =>
        JSON.stringify(Object.values(peer)[0]).replace(/^.*[:"]"|"\}*$/g, ''),
      ),
      ports.map(({ port }: Record<string, unknown>) => port),
    ]);

/** The second service, which calls the first one, where staging has a prefix. */
function called(environment: WebService['environment']): Record<string, unknown> {
  const [api, dashboard] = platform.services;
  const tiers = platform.tiers.map((tier) => (tier.name === 'staging' ? { ...tier, namePrefix: 'staging-' } : tier));
  const of = delivery({ ...platform, tiers, services: [api, { ...dashboard, environment }] });
  const files = new Map(kustomizeTree(of).map(({ path, content }) => [path, content]));
  const objects = buildKustomization(`${of.root}/k8s/overlays/staging/dashboard`, (path) => files.get(path));
  const { containers } = Object(objects.find(({ kind }) => kind === 'Deployment')).spec.template.spec;
  return Object.fromEntries(containers[0].env.map(({ name, value }: Record<string, unknown>) => [name, value]));
}

describe('what a process is told', () => {
  it('is where a service is that it calls, under its plain name, where the tier calls it otherwise', () => {
    expect(called({})).toMatchObject({
      AI_AGENT_API_SERVICE_HOST: '$(STAGING_AI_AGENT_API_SERVICE_HOST)',
      AI_AGENT_API_SERVICE_PORT: '$(STAGING_AI_AGENT_API_SERVICE_PORT)',
    });
  });

  it('is what its author says of that, instead', () => {
    const HOST = 'AI_AGENT_API_SERVICE_HOST';
    expect(called({ [HOST]: 'one' })).toMatchObject({ [HOST]: 'one' });
    expect(called({ staging: { [HOST]: 'two' } })).toMatchObject({ [HOST]: 'two' });
    expect(called({ production: { [HOST]: 'three' } })[HOST]).toBe('$(STAGING_AI_AGENT_API_SERVICE_HOST)');
  });

  it('is its port, its tier, its bytes and how long it has to end', () => {
    expect(told(saying({ drain: seconds(25) }), 'staging')).toEqual({
      PORT: '8000',
      DRAIN_SECONDS: '25',
      IMAGE_DIGEST: '',
      ENVIRONMENT: 'staging',
      TIER: 'staging',
    });
    expect(pod(saying({ drain: seconds(25) }), 'staging').terminationGracePeriodSeconds).toBe(45);
  });

  it('differs by tier where the author says so', () => {
    const secret = (name: string) => ({ variable: 'KEY', secret: name, key: 'key' });
    const of = saying({
      environment: { all: { LEVEL: 'info', REGION: 'here' }, staging: { LEVEL: 'debug', TRIAL: '1' } },
      secrets: { all: [secret('api')], staging: [secret('trial'), { ...secret('trial'), variable: 'OTHER' }] },
    });
    expect(told(of, 'staging')).toMatchObject({
      LEVEL: 'debug',
      REGION: 'here',
      TRIAL: '1',
      KEY: { name: 'trial', key: 'key' },
      OTHER: { name: 'trial', key: 'key' },
    });
    const live = told(of, 'production');
    expect(live).toMatchObject({ LEVEL: 'info', REGION: 'here', KEY: { name: 'api', key: 'key' } });
    expect(Object.keys(live)).not.toContain('TRIAL');
    expect(Object.keys(live)).not.toContain('OTHER');
    const names: string[] = pod(of, 'staging').containers[0].env.map(({ name }: { name: string }) => name);
    expect(names.length).toBe(new Set(names).size);
  });

  it('has secrets before texts, which may name them', () => {
    const of = saying({
      environment: { DATABASE_URL: 'postgres://app:$(DB_PASSWORD)@db/app' },
      secrets: [{ variable: 'DB_PASSWORD', secret: 'db', key: 'password' }],
    });
    const names = Object.keys(told(of, 'staging'));
    expect(names.indexOf('DB_PASSWORD')).toBeLessThan(names.indexOf('DATABASE_URL'));
  });

  it('is where its data is: a database of the tier, and memory where that is said', () => {
    const of = saying({ store: { all: firestore({ database: 'agents', location: 'eur3' }), dev: memory() } });
    expect(told(of, 'staging')).toMatchObject({
      STORE: 'firestore',
      FIRESTORE_DATABASE: 'agents-staging',
      GOOGLE_CLOUD_PROJECT: 'ai-agent-platform',
    });
    expect(told(of, 'production')).toMatchObject({ FIRESTORE_DATABASE: 'agents-production' });
    const dev = told(of, 'dev');
    expect(dev).toMatchObject({ STORE: 'memory' });
    expect(Object.keys(dev)).not.toContain('FIRESTORE_DATABASE');
    expect(Object.keys(told(saying({}), 'dev'))).not.toContain('STORE');
    const { pool: _, ...identity } = of.cluster.identity;
    const nowhere = { ...of, cluster: { ...of.cluster, identity: { ...identity, pool: undefined } } };
    expect(Object.keys(told(nowhere, 'staging'))).not.toContain('GOOGLE_CLOUD_PROJECT');
  });
});

describe('the numbers of a service', () => {
  const own = saying({ metrics: { port: 9090, path: '/metrics' } });

  it('on a port of their own are handed to it, and no Service has it', () => {
    expect(told(own, 'staging')).toMatchObject({ PORT: '8000', METRICS_PORT: '9090' });
    expect(pod(own, 'staging').containers[0].ports).toEqual([
      { name: 'http', containerPort: 8000, protocol: 'TCP' },
      { name: 'metrics', containerPort: 9090, protocol: 'TCP' },
    ]);
    const [service] = rendered(own, 'staging').filter(({ kind }) => kind === 'Service');
    expect(Object(service?.['spec']).ports).toEqual([{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }]);
  });

  it('are reached there by who collects them alone, and the rest by everybody but them', () => {
    expect(reached(own)).toEqual([
      [['130.211.0.0/22', '35.191.0.0/16'], [8000]],
      [['dashboard'], [8000]],
      [['gke-gmp-system'], [9090]],
    ]);
    expect(reached(saying({ metrics: '/metrics' }))).toContainEqual([['gke-gmp-system'], [8000]]);
    expect(reached(saying({ metrics: undefined }))).toHaveLength(2);
  });

  it('are told no port where they are on the main one', () => {
    expect(Object.keys(told(saying({ metrics: '/metrics' }), 'staging'))).not.toContain('METRICS_PORT');
  });
});
