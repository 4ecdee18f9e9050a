/** A field of a generated tree that keeps production safe, and what it may become; `undefined` stands for one that is taken away. */
export interface SafetyField {
  readonly kind: string;
  /** Where it stands; '' for the whole object. */
  readonly path: string;
  readonly becomes: readonly unknown[];
  /** Of the objects of that kind those alone whose name has this in it. */
  readonly named?: RegExp;
}

const GONE = undefined;
const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers.0`;

const of = (kind: string, path: string, ...becomes: readonly unknown[]): SafetyField => ({ kind, path, becomes });
const pod = (path: string, ...becomes: readonly unknown[]) => of('Deployment', `${POD}.${path}`, ...becomes);
const container = (path: string, ...becomes: readonly unknown[]) =>
  of('Deployment', `${CONTAINER}.${path}`, ...becomes);
const named = (name: RegExp, field: SafetyField): SafetyField => ({ ...field, named: name });

/** Names of the policies of services, and of the route that leads to one. */
const OF_SERVICES = /^(?!default-deny|edge-)/;
const LEADING = /^(?!.*-redirect$)/;

/** Fields of every tree, by the rule that has to notice when one of them is weakened. */
export const SAFETY_FIELDS: Readonly<Record<string, readonly SafetyField[]>> = {
  'pod-security': [
    pod('securityContext', GONE, {}),
    pod('securityContext.runAsNonRoot', GONE, false),
    pod('securityContext.runAsUser', 0),
    pod('securityContext.seccompProfile', GONE, { type: 'Unconfined' }),
    pod('hostNetwork', true),
    pod('hostPID', true),
    pod('hostIPC', true),
    pod('volumes.0', { name: 'tmp', hostPath: { path: '/' } }),
    container('securityContext', GONE, {}),
    container('securityContext.allowPrivilegeEscalation', GONE, true),
    container('securityContext.privileged', true),
    container('securityContext.procMount', 'Unmasked'),
    container('securityContext.capabilities', GONE, { drop: [] }, { drop: ['ALL'], add: ['SYS_ADMIN'] }),
    container('ports.0.hostPort', 80),
  ],
  'writable-container': [
    container('securityContext.readOnlyRootFilesystem', GONE, false),
    pod('securityContext.runAsUser', GONE, 1000),
    pod('securityContext.runAsGroup', GONE, 0),
  ],
  'token-for-nothing': [pod('automountServiceAccountToken', true)],
  'autopilot-admission': [pod('terminationGracePeriodSeconds', 601)],
  'short-grace': [pod('terminationGracePeriodSeconds', 15)],
  'unbounded-container': [
    container('resources', GONE, {}),
    container('resources.limits', GONE, {}),
    container('resources.limits.memory', GONE),
    container('resources.limits.ephemeral-storage', GONE),
  ],
  'unprobed-pods': [
    container('readinessProbe', GONE),
    container('livenessProbe', GONE),
    container('startupProbe', GONE),
  ],
  'one-probe-for-two': [container('livenessProbe.httpGet.path', '/health/ready')],
  'interrupted-service': [
    of('Deployment', 'spec.replicas', GONE, 1, 0),
    of('Deployment', 'spec.strategy.type', 'Recreate'),
    of('Deployment', 'spec.strategy.rollingUpdate.maxUnavailable', 1, '50%'),
    pod('topologySpreadConstraints', GONE, []),
    container('lifecycle', GONE, {}),
    container('lifecycle.preStop.sleep.seconds', 0),
    of('PodDisruptionBudget', '', GONE),
  ],
  'blocked-eviction': [
    of('PodDisruptionBudget', 'spec.maxUnavailable', 0, '0%'),
    of('PodDisruptionBudget', 'spec', { minAvailable: '100%' }),
  ],
  'moving-tag': [container('image', 'nginx:latest')],
  'closed-registry': [container('image', 'gcr.io/p/api:1')],
  'written-secret': [container('env.0', { name: 'DB_PASSWORD', value: 'hunter2' })],
  'twice-in-environment': [container('env.1', { name: 'PORT', value: '9' })],
  'dangling-reference': [pod('serviceAccountName', 'other'), of('ServiceAccount', '', GONE)],
  'selects-nothing': [
    of('Deployment', 'spec.selector.matchLabels', { app: 'other' }),
    of('Service', 'spec.selector', { app: 'other' }),
    of('PodDisruptionBudget', 'spec.selector', { matchLabels: { app: 'other' } }),
    named(OF_SERVICES, of('NetworkPolicy', 'spec.podSelector', { matchLabels: { app: 'other' } })),
  ],
  'unknown-port': [of('Service', 'spec.ports.0.targetPort', 'web'), container('ports.0.name', GONE, 'web')],
  'open-namespace': [
    of('Namespace', 'metadata.labels', GONE, { 'pod-security.kubernetes.io/enforce': 'baseline' }),
    of('ResourceQuota', '', GONE),
    of('ResourceQuota', 'spec.hard', GONE, {}),
    of('LimitRange', '', GONE),
    of('LimitRange', 'spec.limits', GONE, []),
    named(/^default-deny/, of('NetworkPolicy', '', GONE)),
    named(/^default-deny/, of('NetworkPolicy', 'spec.policyTypes', GONE, ['Ingress'], ['Egress'])),
    named(/^default-deny/, of('NetworkPolicy', 'spec.podSelector', { matchLabels: { app: 'other' } })),
    named(/^default-deny/, of('NetworkPolicy', 'spec.ingress', [{}])),
    named(/^default-deny/, of('NetworkPolicy', 'spec.egress', [{}])),
  ],
  'open-policy': [
    named(OF_SERVICES, of('NetworkPolicy', 'spec.ingress.0.from', GONE, [], [{ namespaceSelector: {} }])),
    named(OF_SERVICES, of('NetworkPolicy', 'spec.ingress.0.from.0', { ipBlock: { cidr: '0.0.0.0/0' } })),
    named(OF_SERVICES, of('NetworkPolicy', 'spec.egress.1.ports', GONE, [])),
  ],
  'cut-off-pods': [
    named(OF_SERVICES, of('NetworkPolicy', '', GONE)),
    named(OF_SERVICES, of('NetworkPolicy', 'spec.ingress', GONE, [])),
    named(OF_SERVICES, of('NetworkPolicy', 'spec.egress', GONE, [])),
    named(OF_SERVICES, of('NetworkPolicy', 'spec.egress.0.ports.0.port', 54)),
  ],
  'missing-resolvers': [0, 1, 2, 3].map((index) =>
    named(OF_SERVICES, of('NetworkPolicy', `spec.egress.0.to.${index}`, GONE)),
  ),
  'metadata-server': [
    named(OF_SERVICES, of('NetworkPolicy', 'spec.egress.2.to', [{ ipBlock: { cidr: '169.254.169.252/32' } }])),
    named(OF_SERVICES, of('NetworkPolicy', 'spec.egress.2.ports.0.port', 443)),
  ],
  'wide-role': [
    of('Role', 'rules.0.verbs', ['*']),
    of('Role', 'rules.0.resources', ['*']),
    of('Role', 'rules.0.apiGroups', ['*']),
    named(/deployer/, of('Role', 'rules.5.resourceNames', GONE, [])),
    of('RoleBinding', 'subjects.0', { kind: 'Group', name: 'system:authenticated' }),
    of('RoleBinding', 'roleRef', { kind: 'ClusterRole', name: 'cluster-admin' }),
  ],
};

/** Those of a tree behind a Google load balancer. */
export const GATEWAY_FIELDS: typeof SAFETY_FIELDS = {
  'open-to-all': [
    of('GCPBackendPolicy', '', GONE),
    of('GCPBackendPolicy', 'spec.default.securityPolicy', GONE, ''),
    of('GCPBackendPolicy', 'spec.targetRef.name', 'other'),
  ],
  'cut-websockets': [of('GCPBackendPolicy', 'spec.default.timeoutSec', GONE, 30)],
  'old-tls': [of('GCPGatewayPolicy', '', GONE), of('GCPGatewayPolicy', 'spec.default.sslPolicy', GONE, '')],
  'unasked-health': [
    of('HealthCheckPolicy', '', GONE),
    of('HealthCheckPolicy', 'spec.default.config', GONE, {}),
    of('HealthCheckPolicy', 'spec.default.config.httpHealthCheck.requestPath', GONE),
    of('HealthCheckPolicy', 'spec.targetRef.name', 'other'),
  ],
  'dangling-reference': [
    of('HealthCheckPolicy', 'spec.targetRef.name', 'other'),
    of('GCPGatewayPolicy', 'spec.targetRef.name', 'other'),
    of('HTTPRoute', 'spec.parentRefs.0.name', 'other'),
    of('HTTPRoute', 'spec.parentRefs.0.sectionName', 'other'),
    of('Gateway', 'spec.listeners', GONE, []),
    named(LEADING, of('HTTPRoute', 'spec.rules.0.backendRefs.0.name', 'other')),
  ],
  'unknown-port': [named(LEADING, of('HTTPRoute', 'spec.rules.0.backendRefs.0.port', 8080))],
  'plain-http': [
    named(LEADING, of('HTTPRoute', 'spec.parentRefs.0.sectionName', GONE, 'http')),
    named(/-redirect$/, of('HTTPRoute', 'spec.rules.0.filters', GONE, [])),
  ],
  'forgotten-https': [named(LEADING, of('HTTPRoute', 'spec.rules.0.filters', GONE, []))],
  'open-gateway': [of('Gateway', 'spec.listeners.1.allowedRoutes.namespaces.from', 'All')],
  'load-balancer-ranges': [
    named(OF_SERVICES, of('NetworkPolicy', 'spec.ingress.0.from.0', { ipBlock: { cidr: '198.51.100.0/24' } })),
  ],
};

const NGINX = 'metadata.annotations.nginx~ingress~kubernetes~io/';

/** Those of a tree behind ingress-nginx. A "~" stands for a dot within a name. */
export const NGINX_FIELDS: typeof SAFETY_FIELDS = {
  'open-to-all': [of('Ingress', 'metadata.annotations.sluice~dev/public', GONE, 'false')],
  'cut-websockets': [
    of('Ingress', `${NGINX}proxy-read-timeout`, GONE, '60'),
    of('Ingress', `${NGINX}proxy-send-timeout`, GONE, '60'),
  ],
  'plain-http': [of('Ingress', 'spec.tls', GONE, []), of('Ingress', `${NGINX}force-ssl-redirect`, 'false')],
  'dangling-reference': [
    of('Ingress', 'spec.rules.0.http.paths.0.backend.service.name', 'other'),
    of('Certificate', 'spec.issuerRef.name', 'other'),
    of('Issuer', '', GONE),
  ],
  'unknown-port': [of('Ingress', 'spec.rules.0.http.paths.0.backend.service.port.number', 8080)],
};
