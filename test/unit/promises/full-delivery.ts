import { backup } from '../../../domain/backup.ts';
import { branch } from '../../../domain/branch.ts';
import type { GkeCluster } from '../../../domain/cluster.ts';
import type { CronService } from '../../../domain/cron-service.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { externalSecrets } from '../../../domain/external-secrets.ts';
import type { JobService } from '../../../domain/job-service.ts';
import { type ActionsLock, LOCK_SCHEMA, sealOf } from '../../../domain/locked-action.ts';
import { measure, prometheus } from '../../../domain/measure.ts';
import { go, node, python, steps } from '../../../domain/runtime/words.ts';
import { seconds } from '../../../domain/seconds.ts';
import { secretName } from '../../../domain/secret.ts';
import type { WebService } from '../../../domain/service.ts';
import { firestore, memory } from '../../../domain/store.ts';
import { blueGreen, canary, rolling } from '../../../domain/strategy.ts';
import { approval, type Tier, team, user } from '../../../domain/tier.ts';
import { e2e } from '../../../domain/verification.ts';
import { atMost, waves } from '../../../domain/waves.ts';
import type { Worker } from '../../../domain/worker.ts';
import { platform } from '../../fixtures/platform.ts';

/** Every field is said: one that is added later does not compile before it stands here. */
type Said<T> = { readonly [Field in keyof T]-?: NonNullable<T[Field]> };

const cluster = (location: string): GkeCluster => ({ ...platform.cluster, name: 'prod', location, dns: '10.8.0.10' });

/** What is said of an edge has a delivery of its own. */
const api: Said<Omit<WebService, 'routes'>> = {
  kind: 'web',
  name: 'api',
  path: 'api',
  dockerfile: 'docker/api.Dockerfile',
  context: 'code',
  image: 'api-image',
  port: 8000,
  test: python({ version: '3.12', requirements: 'requirements.txt', command: 'pytest' }),
  testInputs: ['shared/words.txt'],
  base: 'docker.io/library/python:3.12-slim',
  health: { live: '/live', ready: '/ready' },
  metrics: { port: 9090, path: '/metrics' },
  environment: { all: { LEVEL: 'info' }, live: { LEVEL: 'warning', REGION: 'here' } },
  secrets: {
    all: [{ variable: 'KEY', secret: 'api', key: 'key' }],
    staging: [{ variable: 'TRIAL_KEY', secret: 'trial', key: 'key' }],
  },
  store: { all: firestore({ database: 'shop', location: 'europe-west1' }), dev: memory() },
  drain: seconds(20),
  resources: { dev: { replicas: 3, cpu: '100m', memory: '64Mi' } },
  calls: ['web'],
};

const web: Said<Omit<WebService, 'routes'>> = {
  ...api,
  name: 'web',
  path: 'web',
  image: 'web-image',
  // Databases that several services share are in one place: these are not shared.
  store: firestore({ database: 'pages', location: 'europe-west1' }),
  test: node({ version: '24', command: 'node --test' }),
  // Where the tier's own resources show.
  resources: {},
  calls: ['api'],
};

const worker: WebService = {
  ...api,
  name: 'worker',
  path: 'worker',
  image: 'worker-image',
  metrics: '/metrics',
  environment: { LEVEL: 'info' },
  secrets: [{ variable: 'KEY', secret: 'worker', key: 'key' }],
  store: firestore({ database: 'jobs', location: 'eur3' }),
  test: go({ version: '1.25', module: 'go', command: 'go test ./...' }),
  resources: {},
};

const cron: WebService = {
  ...api,
  name: 'cron',
  path: 'cron',
  image: 'cron-image',
  store: firestore({ database: 'cron', location: 'europe-west1' }),
  test: steps([
    { uses: 'acme/setup', name: 'Set up', with: { 'acme-version': '24' }, env: { MODE: 'a' } },
    { run: 'make test', name: 'Try it', env: { MODE: 'b' } },
  ]),
  resources: {},
};

/** An action that the catalogue does not have, as it is locked at a commit. */
export const lockedAt = (sha: string, why = 'reads tags'): ActionsLock => {
  const entry = { version: 'v1.0.0', sha, using: 'node24', inputs: { 'acme-version': {} }, outputs: {} };
  const permissions = [{ scope: 'packages', level: 'read', why }];
  return {
    schema: LOCK_SCHEMA,
    actions: { 'acme/setup': { ...entry, permissions, digest: sealOf('acme/setup', entry) } },
  };
};

const dev: Said<Tier> = {
  name: 'dev',
  from: branch('feature/**'),
  namespace: 'dev-space',
  namePrefix: 'trial-',
  host: 'dev.example.com',
  after: 'nothing',
  clusters: atMost(1, waves([cluster('europe-west1')], [cluster('us-east1')])),
  resources: { replicas: 1, cpu: '250m', memory: '512Mi' },
  rollout: rolling({ maxSurge: 2, maxUnavailable: 1 }),
  verify: e2e({ command: 'pytest', path: 'e2e', requirements: 'r.txt', reach: 'host' }),
  soak: seconds(0),
  approval: approval({ by: [team('operators'), user('mina')] }),
  trust: 'unprotected',
  timeout: seconds(600),
  graces: { unschedulable: seconds(120) },
  stableFor: seconds(20),
  rollback: true,
  rollbackTimeout: seconds(240),
  takeOver: ['helm'],
  prune: true,
  watchAfter: seconds(90),
  allow: 'public',
};

const errors = measure({
  source: prometheus({ url: 'https://prometheus.example.com', token: secretName('METRICS_TOKEN') }),
  value: 'sum(rate(errors{pod=~"{{pods}}"}[1m]))',
  samples: 'sum(rate(requests{pod=~"{{pods}}"}[1m]))',
});

/** A tier that takes builds directly says nothing of a tier before, nor of people who are asked. */
const first: Tier = { ...dev, after: undefined, approval: undefined };

const batch: Said<Worker> = {
  ...{ kind: 'worker', name: 'batch', path: 'batch', image: 'batch-image', dockerfile: 'docker/batch.Dockerfile' },
  context: 'code',
  test: go({ version: '1.25', module: 'go', command: 'go test ./...' }),
  testInputs: ['shared/batch.txt'],
  base: 'docker.io/library/golang:1.25',
  health: { command: ['batch', 'alive'] },
  metrics: { port: 9091, path: '/metrics' },
  drain: seconds(50),
  environment: { LEVEL: 'info' },
  secrets: [{ variable: 'KEY', secret: 'batch', key: 'key' }],
  store: firestore({ database: 'batches', location: 'eur3' }),
  resources: { live: { replicas: 4, cpu: '1', memory: '1Gi' } },
  calls: ['api'],
  rollout: rolling({ maxSurge: 2, maxUnavailable: 1 }),
};

const nightly: Said<CronService> = {
  ...{
    kind: 'cron',
    name: 'nightly',
    path: 'nightly',
    image: 'nightly-image',
    dockerfile: 'docker/nightly.Dockerfile',
  },
  context: 'code',
  test: node({ version: '24', command: 'node --test' }),
  testInputs: ['shared/nightly.txt'],
  base: 'docker.io/library/node:24-slim',
  schedule: '30 4 * * *',
  timeZone: 'Europe/Paris',
  concurrency: 'allow',
  startingDeadline: seconds(120),
  deadline: seconds(1800),
  retries: 1,
  keep: { succeeded: 2, failed: 4 },
  command: ['node', 'nightly.mjs'],
  drain: seconds(40),
  environment: { LEVEL: 'info' },
  secrets: [{ variable: 'KEY', secret: 'nightly', key: 'key' }],
  store: firestore({ database: 'nights', location: 'eur3' }),
  resources: { live: { cpu: '1', memory: '1Gi' } },
  calls: ['api'],
};

const migrate: Said<JobService> = {
  ...{ kind: 'job', name: 'migrate', path: 'migrate', image: 'migrate-image' },
  dockerfile: 'docker/migrate.Dockerfile',
  context: 'code',
  test: go({ version: '1.25', module: 'go', command: 'go test ./...' }),
  testInputs: ['shared/migrate.txt'],
  base: 'docker.io/library/golang:1.25',
  before: ['web'],
  deadline: seconds(240),
  retries: 1,
  command: ['migrate', 'up'],
  drain: seconds(40),
  environment: { LEVEL: 'info' },
  secrets: [{ variable: 'KEY', secret: 'migrate', key: 'key' }],
  store: firestore({ database: 'moves', location: 'eur3' }),
  resources: { live: { cpu: '1', memory: '1Gi' } },
  calls: ['api'],
};

/** What people reach of it. */
export const WEB = [api, web, worker, cron] as const;

/** A delivery in which every field of a delivery, a tier and a service says something. */
export const FULL: Delivery = {
  ...platform,
  cluster: { ...platform.cluster, dns: '10.96.0.10' },
  root: 'shop',
  lock: lockedAt('a'.repeat(40)),
  evidence: 'registry',
  backup: backup({ days: 5, weeks: 10, clusters: { location: 'europe-west4', schedule: '0 3 * * *', days: 30 } }),
  secretsFrom: externalSecrets({ refresh: seconds(1800) }),
  services: [...WEB, batch, nightly, migrate],
  tiers: [
    first,
    {
      ...first,
      name: 'staging',
      from: branch('develop'),
      namespace: 'staging-space',
      host: 'staging.example.com',
      clusters: undefined,
      trust: 'protected',
      rollout: canary({ traffic: 'gateway', measure: errors }),
    },
    {
      ...dev,
      name: 'live',
      from: branch('main'),
      namespace: 'live-space',
      host: 'example.com',
      after: 'staging',
      trust: 'protected',
      rollout: blueGreen({ bake: seconds(60), scaleDownDelay: seconds(30) }),
    },
  ],
};
