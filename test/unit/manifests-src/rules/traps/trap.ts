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
          resources: { requests: { cpu: 100m, memory: 128Mi } }
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }`;

/** A workload that no rule finds anything in. @param more fields of its pods, of its container, and of its labels */
export const workload = (
  more: {
    readonly kind?: string;
    readonly name?: string;
    readonly spec?: string;
    readonly pod?: string;
    readonly container?: string;
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
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      ${more.pod ?? ''}
      containers:${CONTAINER}
          ${more.container ?? ''}`;

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
