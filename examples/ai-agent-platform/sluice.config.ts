import {
  approval,
  artifactRegistry,
  backup,
  blueGreen,
  branch,
  delivery,
  e2e,
  firestore,
  gateway,
  github,
  gke,
  identityPool,
  logs,
  managedCollection,
  memory,
  node,
  python,
  seconds,
  service,
  signals,
  team,
  tier,
  variable,
  workloadIdentity,
} from '@sluice-delivery/sluice';
import { apiMetrics, dashboardMetrics } from './metrics.ts';

const api = service({
  name: 'ai-agent-api',
  path: 'websocket-server',
  image: 'api-server',
  port: 8000,
  test: python({ requirements: 'requirements.txt', command: 'python -m pytest tests/' }),
  testInputs: [],
  routes: { subdomain: 'api', paths: ['/'] },
  metrics: { port: 9090, path: '/metrics' },
  drain: seconds(25),
  store: { all: firestore({ database: 'agents', location: 'asia-northeast3' }), dev: memory() },
  secrets: [{ variable: 'API_KEYS', secret: 'ai-agent-api', key: 'api-keys' }],
});

const dashboard = service({
  name: 'dashboard',
  path: 'dashboard',
  port: 8080,
  test: node({ command: 'node --test' }),
  testInputs: [],
  routes: { paths: ['/'] },
  metrics: { port: 9090, path: '/metrics' },
  drain: seconds(25),
  secrets: [{ variable: 'API_KEY', secret: 'dashboard', key: 'api-key' }],
  resources: {
    staging: { replicas: 2, memory: '128Mi' },
    production: { replicas: 2, memory: '128Mi' },
    dev: { memory: '128Mi' },
  },
  calls: ['ai-agent-api'],
});

const production = tier('production', {
  from: branch('main'),
  host: 'app.ai-agent-platform.com',
  after: 'staging',
  resources: { replicas: 2 },
  rollout: blueGreen({ bake: seconds(60) }),
  approval: approval({ by: [team('operators')] }),
  allow: 'public',
});

const staging = tier(
  'staging',
  {
    from: branch('develop'),
    host: 'staging.ai-agent-platform.com',
    verify: e2e({ command: 'python -m pytest .' }),
    allow: 'public',
  },
  production,
);

const dev = tier('dev', {
  from: branch('feature/**'),
  host: 'dev.ai-agent-platform.com',
  resources: { replicas: 1, memory: '512Mi' },
  trust: 'unprotected',
  allow: ['203.0.113.0/24'],
});

const REQUESTS = {
  counter: 'http_requests_total',
  failed: { status: ['5xx'] },
  duration: 'http_request_duration_seconds',
  route: 'route',
} as const;

const observability = managedCollection({
  owner: 'operators',
  grafana: 'https://grafana.ai-agent-platform.com',
  services: [
    signals({
      service: 'ai-agent-api',
      contract: apiMetrics,
      requests: REQUESTS,
      shared: ['active_users'],
      business: ['active_users', 'agents_created_total', 'agent_executions_total', 'session_duration_seconds'],
      system: [
        'websocket_connections_active',
        'firestore_operation_duration_seconds',
        'firestore_operation_errors_total',
      ],
    }),
    signals({ service: 'dashboard', contract: dashboardMetrics, requests: REQUESTS, system: ['event_streams_active'] }),
  ],
  tiers: ['staging', 'production'],
  logs: logs({ channels: ['4738291056'], drop: { dev: 'INFO' } }),
});

/** The AI Agent Platform: two services, three tiers. */
export const platform = delivery({
  root: 'examples/ai-agent-platform',
  repository: github({ owner: 'ai-agent-platform', name: 'ai-agent-platform', id: '731846205', ownerId: '140372916' }),
  registry: artifactRegistry({
    project: variable('GCP_PROJECT'),
    location: 'asia-northeast3',
    repository: 'services',
    unprotected: 'services-dev',
  }),
  cluster: gke({
    name: 'ai-agent-cluster',
    location: 'asia-northeast3',
    identity: workloadIdentity(
      variable('GCP_WIF_POOL'),
      identityPool({ project: 'ai-agent-platform', projectNumber: '482913650174', name: 'github' }),
    ),
  }),
  services: [api, dashboard],
  tiers: [dev, staging, production],
  backup: backup(),
  edge: gateway(),
  observability,
  actionsFrom: 'local',
});

export default platform;
