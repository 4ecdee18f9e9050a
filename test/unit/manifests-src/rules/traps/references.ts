import { all, POLICY, service, type Trap, workload } from './trap.ts';

const route = (gateway: string, backend: string): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: production-api }
spec:
  parentRefs: [{ name: ${gateway} }]
  rules: [{ backendRefs: [{ name: ${backend}, port: 80 }] }]`;

const GATEWAY = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: production-gw }
spec: { gatewayClassName: gke-l7-global-external-managed, listeners: [] }`;

const backendPolicy = (target: string): string => `
apiVersion: networking.gke.io/v1
kind: GCPBackendPolicy
metadata: { name: production-api }
spec: { targetRef: { kind: Service, name: ${target} }, default: { timeoutSec: 3600, securityPolicy: offices } }`;

const healthCheck = (target: string): string => `
apiVersion: networking.gke.io/v1
kind: HealthCheckPolicy
metadata: { name: production-api }
spec:
  targetRef: { kind: Service, name: ${target} }
  default: { config: { httpHealthCheck: { requestPath: /ready } } }`;

const rollout = (active: string): string =>
  workload({
    kind: 'Rollout',
    name: 'production-api',
    spec: `replicas: 2\n  strategy: { blueGreen: { activeService: ${active} } }`,
  });

const CONFIG = `
apiVersion: v1
kind: ConfigMap
metadata: { name: production-api-config-7c9m2gt8hk }`;

const ACCOUNT = `
apiVersion: v1
kind: ServiceAccount
metadata: { name: production-api }`;

const readsSecret = (name: string): string =>
  workload({
    name: 'production-api',
    container: `env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: ${name}, key: password } } }]`,
  });

/** Of External Secrets Operator. */
const externalSecret = (store: string): string => `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: production-database }
spec:
  secretStoreRef: { name: ${store} }
  target: { name: production-database }
  data: [{ secretKey: password, remoteRef: { key: database-password } }]`;

const secretStore = (account: string): string => `
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: { name: production-values }
spec: { provider: { gcpsm: { projectID: p, auth: { workloadIdentity: { serviceAccountRef: { name: ${account} } } } } } }`;

const labelled = (field: string): string => `labels: [{ pairs: { tier: production }${field} }]`;

export const REFERENCE_TRAPS: readonly Trap[] = [
  {
    trap: 'K1',
    rule: 'dangling-reference',
    wrong: all(
      workload(),
      POLICY,
      service('production-api'),
      GATEWAY,
      backendPolicy('production-api'),
      healthCheck('production-api'),
      route('gw', 'api'),
    ),
    right: all(
      workload(),
      POLICY,
      service('production-api'),
      GATEWAY,
      backendPolicy('production-api'),
      healthCheck('production-api'),
      route('production-gw', 'production-api'),
    ),
  },
  {
    trap: 'K2',
    rule: 'dangling-reference',
    wrong: all(workload(), POLICY, service('production-api'), backendPolicy('api'), healthCheck('api')),
    right: all(
      workload(),
      POLICY,
      service('production-api'),
      backendPolicy('production-api'),
      healthCheck('production-api'),
    ),
  },
  {
    trap: 'K3',
    rule: 'dangling-reference',
    wrong: all(rollout('api'), POLICY, service('production-api')),
    right: all(rollout('production-api'), POLICY, service('production-api')),
  },
  {
    trap: 'K4',
    rule: 'dangling-reference',
    wrong: all(
      workload({
        name: 'production-api',
        pod: 'serviceAccountName: api',
        container: 'envFrom: [{ configMapRef: { name: api-config } }]',
      }),
      POLICY,
      CONFIG,
      ACCOUNT,
    ),
    right: all(
      workload({
        name: 'production-api',
        pod: 'serviceAccountName: production-api',
        container: 'envFrom: [{ configMapRef: { name: production-api-config-7c9m2gt8hk } }]',
      }),
      POLICY,
      CONFIG,
      ACCOUNT,
    ),
  },
  {
    trap: 'K5',
    rule: 'selects-nothing',
    wrong: all(
      workload({ kind: 'Rollout' }),
      POLICY,
      service().replace('app: api }', 'app: api, tier: production }'),
      POLICY.replace('name: api', 'name: more').replace('{ app: api }', '{ app: api, tier: production }'),
    ),
    right: all(workload({ kind: 'Rollout' }), POLICY, service()),
  },
  {
    trap: 'K6',
    rule: 'labels-in-selectors',
    wrong: all(workload(), POLICY),
    right: all(workload(), POLICY),
    kustomization: {
      wrong: labelled(', includeSelectors: true'),
      right: labelled(', includeTemplates: true'),
    },
  },
  {
    trap: 'T1',
    rule: 'dangling-reference',
    wrong: all(
      workload(),
      POLICY,
      service('production-api'),
      route('production-gw', 'api'),
      GATEWAY,
      backendPolicy('api'),
    ),
    right: all(
      workload(),
      POLICY,
      service('production-api'),
      route('production-gw', 'production-api'),
      GATEWAY,
      backendPolicy('production-api'),
      healthCheck('production-api'),
    ),
  },
  {
    trap: 'T2',
    rule: 'labels-in-selectors',
    wrong: all(workload(), POLICY),
    right: all(workload(), POLICY),
    kustomization: { wrong: 'commonLabels: { tier: production }', right: labelled('') },
  },
  {
    trap: 'an ExternalSecret whose store is not there',
    rule: 'dangling-reference',
    wrong: all(
      readsSecret('production-database'),
      POLICY,
      externalSecret('values'),
      secretStore('production-api'),
      ACCOUNT,
    ),
    right: all(
      readsSecret('production-database'),
      POLICY,
      externalSecret('production-values'),
      secretStore('production-api'),
      ACCOUNT,
    ),
  },
  {
    trap: 'a store that asks as nobody',
    rule: 'dangling-reference',
    wrong: all(workload(), POLICY, secretStore('api'), ACCOUNT),
    right: all(workload(), POLICY, secretStore('production-api'), ACCOUNT),
  },
  {
    trap: 'a Secret that an ExternalSecret makes under another name',
    rule: 'dangling-reference',
    wrong: all(
      readsSecret('database'),
      POLICY,
      externalSecret('production-values'),
      secretStore('production-api'),
      ACCOUNT,
    ),
    right: all(
      readsSecret('production-database'),
      POLICY,
      externalSecret('production-values'),
      secretStore('production-api'),
      ACCOUNT,
    ),
  },
  {
    trap: 'a port that nobody has',
    rule: 'unknown-port',
    wrong: all(workload(), POLICY, service().replace('targetPort: http', 'targetPort: web')),
    right: all(workload(), POLICY, service()),
  },
];
