import { type Backup, type ClusterBackup, WEEKDAYS } from '../backup.ts';
import type { GkeCluster, WorkloadIdentity } from '../cluster.ts';
import { CONCURRENCY, type CronService } from '../cron-service.ts';
import type { Delivery } from '../delivery.ts';
import type { GatewayEdge, NginxEdge } from '../edge/edge.ts';
import type { Routes } from '../edge/routes.ts';
import type { SecretVariable } from '../environment.ts';
import type { ExternalSecrets } from '../external-secrets.ts';
import { type IdentityPool, MEMBERS } from '../identity-pool.ts';
import type { JobService } from '../job-service.ts';
import { strategyFieldShapes, tierFieldShapes } from '../knob/fields.ts';
import { GIVEN_GRACES, STEPS } from '../knob/kinds.ts';
import { lockShape } from '../locked-action.ts';
import { MANIFEST_SOURCES } from '../manifests/manifest-sources.ts';
import type { Measure } from '../measure.ts';
import type { Metrics } from '../metrics.ts';
import { observabilityShape } from '../observability/shape.ts';
import { hasRecords } from '../per-tier.ts';
import type { ArtifactRegistry } from '../registry.ts';
import { RUNTIMES } from '../runtime/runtimes.ts';
import type { SecretName } from '../secret.ts';
import type { WebService } from '../service.ts';
import type { ServiceBase } from '../service-base.ts';
import type { FirestoreStore, MemoryStore } from '../store.ts';
import type { BlueGreenStrategy, CanaryStrategy, RollingStrategy } from '../strategy.ts';
import type { Approval, Resources, Tier } from '../tier.ts';
import type { Variable } from '../variable.ts';
import type { InsideChecks, OutsideChecks } from '../verification.ts';
import type { Worker } from '../worker.ts';
import { either, isRecord, listOf, namesTo, number, oneOf, optional, record, type Shape, text, word } from './shape.ts';

const variable = record<Variable>({ kind: word('variable'), name: text }, 'variable(…)');
const secret = record<SecretName>({ kind: word('secret'), name: text }, 'secretName(…)');

const pool = record<IdentityPool>(
  { kind: word('identity-pool'), project: text, projectNumber: text, name: text, members: word(...MEMBERS) },
  'identityPool({ … })',
);
const identity = record<WorkloadIdentity>(
  { kind: word('workload-identity'), variable, pool: optional(pool) },
  'workloadIdentity(…)',
);
const cluster = record<GkeCluster>(
  { kind: word('gke'), name: text, location: text, identity, dns: optional(text) },
  'gke({ … })',
);
const registry = record<ArtifactRegistry>(
  { kind: word('artifact-registry'), project: variable, location: text, repository: text, unprotected: text },
  'artifactRegistry({ … })',
);

const resources = { replicas: number, cpu: text, memory: text };
const some = (fields: Readonly<Record<string, Shape>>) =>
  record(Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, optional(shape)])));

const suite = oneOf(
  Object.fromEntries(RUNTIMES.map(({ word: name, fields }) => [name, record({ runtime: text, ...fields })])),
  'runtime',
);

const store = oneOf({
  firestore: record<FirestoreStore>({ kind: text, database: text, location: text }, 'firestore({ … })'),
  memory: record<MemoryStore>({ kind: text }, 'memory()'),
});

/** One value for all tiers, or one for each. */
const perTier =
  (one: Shape, isByTier: (given: object) => boolean): Shape =>
  (value, at) =>
    isRecord(value) && isByTier(value) ? namesTo(one)(value, at) : one(value, at);

const hasLists = (given: object): boolean => Object.values(given).some(Array.isArray);

const variables = perTier(namesTo(text), hasRecords);

/** Variables of all tiers beside records of single ones would be records that are no texts, or the other way round. */
const environment: Shape = (value, at) => {
  const mixed = isRecord(value) && Object.values(value).some(isRecord) && !hasRecords(value);
  return mixed
    ? Object.keys(value)
        .filter((name) => !isRecord(value[name]))
        .map((name) => ({
          field: `${at}.${name}`,
          value: name,
          message: 'Where variables are said by tier, those of every tier stand under `all`: put it there.',
        }))
    : variables(value, at);
};

/** What is no text is judged as the other. */
const textOr =
  (other: Shape): Shape =>
  (value, at) =>
    typeof value === 'string' ? [] : other(value, at);

const secretVariables = listOf(record<SecretVariable>({ variable: text, secret: text, key: text }));

/** What a service of every kind says. */
const base: Readonly<Record<keyof ServiceBase, Shape>> = {
  name: text,
  path: text,
  image: text,
  test: suite,
  testInputs: optional(listOf(text)),
  dockerfile: optional(text),
  context: optional(text),
  base: optional(text),
  environment,
  secrets: perTier(secretVariables, hasLists),
  store: optional(perTier(store, hasRecords)),
  resources: namesTo(some(resources)),
  calls: listOf(text),
};
/** Beside that, one that ends. */
const ending = {
  ...base,
  command: optional(listOf(text)),
  deadline: number,
  retries: number,
  drain: number,
  resources: namesTo(some({ cpu: text, memory: text })),
};
const ownMetrics = record<Metrics>({ port: number, path: text });
const rolling = record<RollingStrategy>(
  { kind: word('rolling'), maxSurge: number, maxUnavailable: number },
  'rolling()',
);

/** What a service says: each kind what has a meaning for it. */
export const serviceShape: Shape = (value, at) =>
  isRecord(value) ? kinds(value, at) : record({}, 'service({ … })')(value, at);

const kinds = oneOf({
  web: record<WebService>(
    {
      ...base,
      kind: text,
      port: number,
      health: record({ live: text, ready: text }),
      metrics: optional(textOr(ownMetrics)),
      drain: number,
      routes: optional(record<Routes>({ subdomain: optional(text), paths: listOf(text) }, "{ paths: ['/'] }")),
    },
    'service({ … })',
  ),
  worker: record<Worker>(
    {
      ...base,
      kind: text,
      health: either(word('none'), record({ command: listOf(text) }, "{ command: ['program'] } or 'none'")),
      metrics: optional(ownMetrics),
      drain: number,
      rollout: rolling,
    },
    'worker({ … })',
  ),
  cron: record<CronService>(
    {
      ...ending,
      kind: text,
      schedule: text,
      timeZone: text,
      concurrency: word(...CONCURRENCY),
      startingDeadline: number,
      keep: record({ succeeded: number, failed: number }, '{ succeeded: 3, failed: 3 }'),
    },
    'cron({ … })',
  ),
  job: record<JobService>({ ...ending, kind: text, before: listOf(text) }, 'job({ … })'),
});

const source = oneOf({
  prometheus: record({ kind: text, url: either(text, variable), token: optional(secret) }),
  'managed-prometheus': record({ kind: text, project: variable }),
});
const measure = record<Measure>(
  { source, value: text, samples: text, tolerance: number, minimum: number },
  'measure({ … })',
);

const rollout = oneOf({
  rolling: record<RollingStrategy>({ kind: text, maxSurge: number, maxUnavailable: number }),
  blueGreen: record<BlueGreenStrategy>({ kind: text, ...strategyFieldShapes('blue-green') }),
  canary: record<CanaryStrategy>({
    kind: text,
    ...strategyFieldShapes('canary', optional),
    steps: STEPS.shape,
    measure: optional(measure),
  }),
});

const answer = word('refused', 'allowed');
const approval = record<Approval>(
  {
    votes: number,
    by: listOf(record({ kind: word('team', 'user'), name: text }, 'team(…) or user(…)')),
    selfReview: answer,
    bypass: answer,
    unnamed: answer,
    expires: number,
  },
  'approval({ … })',
);

const checks = { kind: word('e2e'), path: text, command: text };
const outside = record<OutsideChecks>({ ...checks, requirements: text, reach: text }, 'e2e({ … })');
const inside = record<InsideChecks>(
  { ...checks, reach: text, deadline: number, secrets: secretVariables },
  'e2e({ … })',
);
const reaches = oneOf({ host: outside, variables: outside, job: inside }, 'reach');
const verify: Shape = (value, at) => (isRecord(value) ? reaches(value, at) : outside(value, at));

/** What a tier says. Where it runs has rules of its own (`wavesProblems`). */
export const tierShape: Shape = record<Tier>(
  {
    name: text,
    from: record({ kind: word('branch'), pattern: text }, 'branch(…)'),
    namespace: text,
    namePrefix: text,
    host: text,
    after: optional(text),
    clusters: optional(record({ kind: word('waves'), order: () => [], maxParallel: () => [] }, 'waves(…)')),
    resources: record<Resources>(resources),
    rollout,
    verify: optional(verify),
    soak: number,
    approval: optional(approval),
    trust: word('protected', 'unprotected'),
    ...tierFieldShapes,
    timeout: number,
    graces: GIVEN_GRACES.shape,
    allow: either(word('public'), listOf(text)),
  },
  'tier(…)',
);

const bounds = { kind: text, session: number, requestsPerMinute: number };
const edge = oneOf({
  gateway: record<GatewayEdge>({ ...bounds, strictTransport: number }, 'gateway({ … })'),
  nginx: record<NginxEdge>({ ...bounds, email: text }, 'nginx({ … })'),
});
const backup = record<Backup>(
  {
    kind: word('backup'),
    days: number,
    weeks: number,
    weekday: word(...WEEKDAYS),
    timezone: text,
    channels: optional(listOf(text)),
    clusters: optional(record<ClusterBackup>({ location: text, schedule: text, days: number })),
  },
  'backup({ … })',
);

/** What a delivery says, but for its services and tiers. */
export const deliveryShape: Shape = record<Delivery>({
  root: text,
  repository: optional(
    record({ kind: word('github'), owner: text, name: text, id: text, ownerId: text }, 'github({ … })'),
  ),
  registry,
  cluster,
  services: listOf(() => []),
  tiers: listOf(() => []),
  manifests: oneOf(
    Object.fromEntries(MANIFEST_SOURCES.map(({ kind, fields }) => [kind, record({ kind: text, ...fields })])),
  ),
  actionsFrom: either(word('local', 'vendored'), record({ repository: text, version: text })),
  lock: optional(lockShape),
  edge: optional(edge),
  evidence: optional(word('registry', 'cluster', 'signed')),
  backup: optional(backup),
  secretsFrom: optional(
    record<ExternalSecrets>({ kind: word('external-secrets'), refresh: number }, 'externalSecrets()'),
  ),
  workflowPrefix: optional(text),
  manifestsFolder: optional(text),
  observability: optional(observabilityShape),
});
