/** A mistake of many trees: the least manifests that have it, and the same without it. `kustomization` stands beside them. */
export interface Trap {
  readonly trap: string;
  readonly rule: string;
  /** Found on both sides: what the trap is part of. */
  readonly always?: string;
  readonly wrong: string;
  readonly right: string;
  readonly kustomization?: { readonly wrong: string; readonly right: string };
  /** A second tree, which is judged beside the first. */
  readonly beside?: { readonly name: string; readonly wrong: string; readonly right: string };
}

const CONTAINER = `
        - name: api
          image: europe-docker.pkg.dev/p/services/api@sha256:${'a'.repeat(64)}
          ports: [{ name: http, containerPort: 8000 }]
          resources: { requests: { cpu: 100m }, limits: { memory: 128Mi, ephemeral-storage: 64Mi } }
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }`;

const PROBES = `readinessProbe: { httpGet: { path: /ready, port: http } }
          livenessProbe: { httpGet: { path: /alive, port: http } }
          startupProbe: { httpGet: { path: /alive, port: http } }`;
const WAIT = 'lifecycle: { preStop: { sleep: { seconds: 10 } } }';

/** A workload that no rule finds anything in. @param more fields of its pods, of its container, and of its labels */
export const workload = (
  more: {
    readonly kind?: string;
    readonly name?: string;
    readonly spec?: string;
    readonly pod?: string;
    readonly container?: string;
    readonly probes?: string;
    readonly preStop?: string;
    readonly labels?: string;
  } = {},
): string => `
apiVersion: ${more.kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1'}
kind: ${more.kind ?? 'Deployment'}
metadata: { name: ${more.name ?? 'api'} }
spec:
  ${more.spec ?? 'replicas: 2'}
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api${more.labels ?? ''} } }
    spec:
      automountServiceAccountToken: false
      securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, seccompProfile: { type: RuntimeDefault } }
      topologySpreadConstraints: [{ maxSkew: 1 }]
      ${more.pod ?? ''}
      containers:${CONTAINER}
          ${more.probes ?? PROBES}
          ${more.preStop ?? WAIT}
          ${more.container ?? ''}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: of-api }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: api } } }`;

/** Denies what is not allowed, and allows what every pod needs. */
export const POLICY = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api }
spec:
  podSelector: { matchLabels: { app: api } }
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{ ipBlock: { cidr: 130.211.0.0/22 } }, { ipBlock: { cidr: 35.191.0.0/16 } }]
      ports: [{ port: 8000 }]
  egress:
    - ports: [{ port: 443 }, { port: 53, protocol: UDP }]
    - { to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{ port: 80 }] }`;

export const service = (name = 'api', more = ''): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name}${more} }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: http }] }`;

export const all = (...documents: readonly string[]): string => documents.join('\n---');
