import { all, POLICY, service, type Trap, workload } from './trap.ts';

const DIGEST = `@sha256:${'a'.repeat(64)}`;

const ROUTED = all(
  service('api', ', annotations: { sluice.dev/public: "true" }'),
  `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: gw }
spec: { gatewayClassName: gke-l7-global-external-managed, listeners: [] }`,
  `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: api }
spec:
  parentRefs: [{ name: gw }]
  rules: [{ backendRefs: [{ name: api, port: 80 }] }]`,
  `
apiVersion: networking.gke.io/v1
kind: GCPBackendPolicy
metadata: { name: api }
spec: { targetRef: { kind: Service, name: api }, default: { timeoutSec: 3600 } }`,
  `
apiVersion: networking.gke.io/v1
kind: HealthCheckPolicy
metadata: { name: api }
spec: { targetRef: { kind: Service, name: api }, default: { config: { httpHealthCheck: { requestPath: /ready } } } }`,
);

const TOKENS = '    - { to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{ port: 80 }] }';
const GOOGLE = 'from: [{ ipBlock: { cidr: 130.211.0.0/22 } }, { ipBlock: { cidr: 35.191.0.0/16 } }]';

const NAMESPACE = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: restricted } }`;
const DENIES_ALL = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }`;
const BOUNDS = ['ResourceQuota', 'LimitRange']
  .map((kind) => {
    const spec = kind === 'LimitRange' ? 'limits: [{ type: Container }]' : 'hard: { pods: 4 }';
    return `\napiVersion: v1\nkind: ${kind}\nmetadata: { name: pods, namespace: shop }\nspec: { ${spec} }`;
  })
  .join('\n---');

const EVERYBODY = '    - ports: [{ port: 443 }, { port: 53, protocol: UDP }]';
const SYSTEM = 'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }';
const RESOLVERS = [
  `{ ${SYSTEM}, podSelector: { matchLabels: { k8s-app: kube-dns } } }`,
  `{ ${SYSTEM}, podSelector: { matchLabels: { k8s-app: node-local-dns } } }`,
  '{ ipBlock: { cidr: 169.254.20.10/32 } }',
  '{ ipBlock: { cidr: 169.254.169.254/32 } }',
];
const asking = (resolvers: readonly string[]): string =>
  POLICY.replace(
    EVERYBODY,
    `    - ports: [{ port: 443 }]\n    - { to: [${resolvers.join(', ')}], ports: [{ port: 53, protocol: UDP }] }`,
  );

export const NETWORK_TRAPS: readonly Trap[] = [
  {
    trap: 'T3',
    rule: 'metadata-server',
    wrong: all(workload(), POLICY.replace(TOKENS, '')),
    right: all(workload(), POLICY),
  },
  {
    trap: 'T4',
    rule: 'namespace-name',
    wrong: all(
      workload(),
      POLICY.replace(GOOGLE, 'from: [{ namespaceSelector: { matchLabels: { name: ingress-nginx } } }]'),
    ),
    right: all(
      workload(),
      POLICY.replace(
        GOOGLE,
        'from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }]',
      ),
    ),
  },
  {
    trap: 'T5',
    rule: 'load-balancer-ranges',
    wrong: all(workload(), ROUTED, POLICY.replace(', { ipBlock: { cidr: 35.191.0.0/16 } }', '')),
    right: all(workload(), ROUTED, POLICY),
  },
  {
    trap: 'a range that is the pods’ own',
    rule: 'ranges-of-pods',
    wrong: all(workload(), POLICY, POLICY.replace('name: api', 'name: more').replace('130.211.0.0/22', '10.4.0.0/14')),
    right: all(workload(), POLICY),
  },
  { trap: 'no policy', rule: 'unguarded-pods', wrong: workload(), right: all(workload(), POLICY) },
  {
    trap: 'T6',
    rule: 'closed-registry',
    wrong: all(workload().replace('europe-docker.pkg.dev/p/services/api', 'gcr.io/p/api'), POLICY),
    right: all(workload(), POLICY),
  },
  {
    trap: 'T7',
    rule: 'moving-tag',
    wrong: all(workload().replace(DIGEST, ':latest'), POLICY),
    right: all(workload(), POLICY),
  },
  {
    trap: 'a namespace that refuses nothing',
    rule: 'open-namespace',
    wrong: all(NAMESPACE.replace('restricted', 'baseline'), DENIES_ALL, BOUNDS),
    right: all(NAMESPACE, DENIES_ALL, BOUNDS),
  },
  {
    trap: 'pods that nobody may call',
    rule: 'cut-off-pods',
    wrong: all(workload(), service(), POLICY.replace('port: 8000', 'port: 9000')),
    right: all(workload(), service(), POLICY),
  },
  ...RESOLVERS.map(
    (left): Trap => ({
      trap: `a resolver left out: ${left}`,
      rule: 'missing-resolvers',
      wrong: all(workload(), asking(RESOLVERS.filter((each) => each !== left))),
      right: all(workload(), asking(RESOLVERS)),
    }),
  ),
  {
    trap: 'resolvers of some namespace',
    rule: 'missing-resolvers',
    wrong: all(workload(), asking(RESOLVERS.map((each) => each.replace('kube-system', 'dns')))),
    right: all(workload(), POLICY),
  },
  {
    trap: 'a quota that bounds nothing',
    rule: 'open-namespace',
    wrong: all(NAMESPACE, DENIES_ALL, BOUNDS.replace('hard: { pods: 4 }', 'hard: {}')),
    right: all(NAMESPACE, DENIES_ALL, BOUNDS),
  },
  {
    trap: 'a rule that names nobody, and so lets everybody in',
    rule: 'open-policy',
    wrong: all(workload(), POLICY.replace(`- ${GOOGLE}\n      ports`, '- ports')),
    right: all(workload(), POLICY),
  },
  {
    trap: 'a rule for all namespaces',
    rule: 'open-policy',
    wrong: all(workload(), POLICY.replace(GOOGLE, 'from: [{ namespaceSelector: {} }]')),
    right: all(workload(), POLICY.replace(GOOGLE, 'from: [{ podSelector: {} }]')),
  },
  {
    trap: 'a rule for all addresses',
    rule: 'open-policy',
    wrong: all(workload(), POLICY.replace('egress:', 'egress:\n    - to: [{ ipBlock: { cidr: 0.0.0.0/0 } }]')),
    right: all(
      workload(),
      POLICY.replace('egress:', 'egress:\n    - { to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 5432 }] }'),
    ),
  },
  {
    trap: 'a rule by which everything goes out',
    rule: 'open-policy',
    wrong: all(workload(), POLICY.replace('egress:', 'egress:\n    - {}')),
    right: all(workload(), POLICY),
  },
];
