import { all, POLICY, service, type Trap, workload } from './trap.ts';

const probes = (ready: string, alive: string): string =>
  ['readiness', 'liveness', 'startup']
    .map((kind) => `${kind}Probe: { httpGet: { path: ${kind === 'readiness' ? ready : alive}, port: http } }`)
    .join('\n          ');

const SCALER = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 9 }`;

const store = (database: string): string =>
  all(
    workload({
      container: `env: [{ name: FIRESTORE_PROJECT, value: platform }, { name: FIRESTORE_DATABASE, value: ${database} }]`,
    }),
    POLICY,
  );

const budget = (bound: string): string => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: api }
spec: { ${bound}, selector: { matchLabels: { app: api } } }`;

const account = (given: boolean): string =>
  `\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: api }\nautomountServiceAccountToken: ${given}`;

const role = (rule: string): string => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: deployer }
rules: [${rule}]`;
const bound = (subject: string, kind: string, name: string): string =>
  all(
    role('{ apiGroups: [apps], resources: [deployments], verbs: [get] }'),
    `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: deployer }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: ${name} }
subjects: [${subject}]`,
  );

export const WORKLOAD_TRAPS: readonly Trap[] = [
  {
    trap: 'T18',
    rule: 'one-probe-for-two',
    wrong: all(workload({ probes: probes('/health', '/health') }), POLICY),
    right: all(workload({ probes: probes('/ready', '/health') }), POLICY),
  },
  {
    trap: 'T19',
    rule: 'replicas-beside-autoscaler',
    wrong: all(workload(), POLICY, SCALER),
    right: all(workload({ spec: 'minReadySeconds: 5' }), POLICY, SCALER),
  },
  {
    trap: 'T20',
    rule: 'shared-database',
    wrong: store('data'),
    right: store('data'),
    beside: { name: 'staging', wrong: store('data'), right: store('staging') },
  },
  {
    trap: 'an eviction that never may be',
    rule: 'blocked-eviction',
    wrong: all(workload(), POLICY, budget('minAvailable: 2')),
    right: all(workload(), POLICY, budget('maxUnavailable: 1')),
  },
  {
    trap: 'a variable twice',
    rule: 'twice-in-environment',
    wrong: all(workload({ container: 'env: [{ name: PORT, value: "1" }, { name: PORT, value: "2" }]' }), POLICY),
    right: all(workload({ container: 'env: [{ name: PORT, value: "1" }]' }), POLICY),
  },
  {
    trap: 'a secret in an environment',
    rule: 'written-secret',
    wrong: all(workload({ container: 'env: [{ name: DB_PASSWORD, value: hunter2 }]' }), POLICY),
    right: all(
      workload({ container: 'env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]' }),
      POLICY,
    ),
  },
  {
    trap: 'a grace that preStop uses up',
    rule: 'short-grace',
    wrong: all(workload({ preStop: 'lifecycle: { preStop: { sleep: { seconds: 30 } } }' }), POLICY),
    right: all(
      workload({
        pod: 'terminationGracePeriodSeconds: 40',
        preStop: 'lifecycle: { preStop: { sleep: { seconds: 30 } } }',
      }),
      POLICY,
    ),
  },
  {
    trap: 'a grace that Autopilot cuts',
    rule: 'autopilot-admission',
    wrong: all(workload({ pod: 'terminationGracePeriodSeconds: 601' }), POLICY),
    right: all(workload({ pod: 'terminationGracePeriodSeconds: 600' }), POLICY),
  },
  {
    trap: 'a privilege',
    rule: 'pod-security',
    wrong: all(workload().replace('allowPrivilegeEscalation: false, ', ''), POLICY),
    right: all(workload(), POLICY),
  },
  {
    trap: 'no readiness',
    rule: 'unprobed-pods',
    wrong: all(workload({ probes: 'livenessProbe: {}\n          startupProbe: {}' }), POLICY, service()),
    right: all(workload(), POLICY, service()),
  },
  {
    trap: 'no limit of memory',
    rule: 'unbounded-container',
    wrong: all(workload().replace('memory: 128Mi, ', '').replace('cpu: 100m', 'cpu: 100m, memory: 128Mi'), POLICY),
    right: all(workload(), POLICY),
  },
  {
    trap: 'files that may be written',
    rule: 'writable-container',
    wrong: all(workload().replace('readOnlyRootFilesystem: true, ', ''), POLICY),
    right: all(workload(), POLICY),
  },
  {
    trap: 'a token that nobody needs',
    rule: 'token-for-nothing',
    wrong: all(workload().replace('automountServiceAccountToken: false', ''), POLICY),
    right: all(workload(), POLICY),
  },
  {
    trap: 'a token that the account gives',
    rule: 'token-for-nothing',
    wrong: all(
      workload({ pod: 'serviceAccountName: api' }).replace('automountServiceAccountToken: false', ''),
      POLICY,
      account(true),
    ),
    right: all(
      workload({ pod: 'serviceAccountName: api' }).replace('automountServiceAccountToken: false', ''),
      POLICY,
      account(false),
    ),
  },
  {
    trap: 'one pod alone',
    rule: 'interrupted-service',
    wrong: all(workload({ spec: 'replicas: 1' }), POLICY, service()),
    right: all(workload(), POLICY, service()),
  },
  {
    trap: 'a role with all verbs',
    rule: 'wide-role',
    wrong: role('{ apiGroups: [apps], resources: [deployments], verbs: ["*"] }'),
    right: role('{ apiGroups: [apps], resources: [deployments], verbs: [get, patch] }'),
  },
  {
    trap: 'a role that reads all Secrets',
    rule: 'wide-role',
    wrong: role('{ apiGroups: [""], resources: [secrets], verbs: [get] }'),
    right: role('{ apiGroups: [""], resources: [secrets], resourceNames: [history], verbs: [get] }'),
  },
  {
    trap: 'a role that gives itself rights',
    rule: 'wide-role',
    wrong: role('{ apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [escalate] }'),
    right: role('{ apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [get] }'),
  },
  {
    trap: 'a role for anybody',
    rule: 'wide-role',
    wrong: bound('{ kind: Group, name: "system:serviceaccounts:shop" }', 'Role', 'deployer'),
    right: bound('{ kind: User, name: deployer }', 'Role', 'deployer'),
  },
  {
    trap: 'a deployer who may do everything',
    rule: 'wide-role',
    wrong: bound('{ kind: User, name: deployer }', 'ClusterRole', 'cluster-admin'),
    right: bound('{ kind: User, name: deployer }', 'ClusterRole', 'edit'),
  },
];
