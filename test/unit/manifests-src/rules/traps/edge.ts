import { all, POLICY, service, type Trap, workload } from './trap.ts';

const PUBLIC = ', annotations: { sluice.dev/public: "true" }';

const ingress = (annotations: string, className = 'nginx'): string => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: api, annotations: { ${annotations} } }
spec:
  ingressClassName: ${className}
  tls: [{ secretName: edge-tls }]
  defaultBackend: { service: { name: api, port: { number: 80 } } }`;

const LONG =
  'nginx.ingress.kubernetes.io/proxy-read-timeout: "3600", nginx.ingress.kubernetes.io/proxy-send-timeout: "3600"';
const LIST = 'nginx.ingress.kubernetes.io/whitelist-source-range: 198.51.100.0/24';

const controller = (policy: string): string =>
  all(
    `
apiVersion: v1
kind: Service
metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
spec: { type: LoadBalancer, ${policy} selector: { app: ingress-nginx }, ports: [{ port: 443 }] }`,
    `
apiVersion: v1
kind: Pod
metadata: { name: controller, namespace: ingress-nginx, labels: { app: ingress-nginx } }
spec: {}`,
  );

const health = (config: string): string => `
apiVersion: networking.gke.io/v1
kind: HealthCheckPolicy
metadata: { name: api }
spec: { targetRef: { kind: Service, name: api }, default: { config: { ${config} } } }`;
const ASKED = health('type: HTTP, httpHealthCheck: { requestPath: /ready }');

const UNASKED = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: api }
spec:
  parentRefs: [{ name: gw }]
  rules: [{ backendRefs: [{ name: api, port: 80 }] }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: gw }
spec: { gatewayClassName: gke-l7-global-external-managed, listeners: [] }`;
const ROUTE = all(UNASKED, ASKED);

const backend = (fields: string): string => `
apiVersion: networking.gke.io/v1
kind: GCPBackendPolicy
metadata: { name: api }
spec: { targetRef: { kind: Service, name: api }, default: { ${fields} } }`;

const SERVED = `${backend('timeoutSec: 3600, securityPolicy: offices')}
---
apiVersion: networking.gke.io/v1
kind: GCPGatewayPolicy
metadata: { name: gw }
spec: { targetRef: { kind: Gateway, name: gw }, default: { sslPolicy: modern } }
---${ASKED}`;

const STRICT = 'max-age=31536000';

/** A Gateway by HTTP and by HTTPS, and a route to it. @param parent more of what the route names */
const secured = (parent: string, more = '', strict = STRICT): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: api }
spec:
  parentRefs: [{ name: gw${parent} }]
  rules:
    - backendRefs: [{ name: api, port: 80 }]
      filters:
        - type: ResponseHeaderModifier
          responseHeaderModifier: { set: [{ name: Strict-Transport-Security, value: "${strict}" }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: redirect }
spec:
  parentRefs: [{ name: gw, sectionName: http }]
  rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: gw }
spec:
  gatewayClassName: gke-l7-global-external-managed
  listeners: [{ name: http, protocol: HTTP, port: 80 }, { name: https, protocol: HTTPS, port: 443 }]${more}
---${ASKED}`;

export const EDGE_TRAPS: readonly Trap[] = [
  {
    trap: 'T15',
    rule: 'retired-ingress',
    wrong: all(workload(), POLICY, service(), ingress(`${LONG}, sluice.dev/public: "true"`)),
    right: all(workload(), POLICY, service(), ingress(LONG, 'gce')),
  },
  {
    trap: 'T16',
    rule: 'list-behind-nat',
    always: 'retired-ingress',
    wrong: all(workload(), POLICY, service(), ingress(`${LONG}, ${LIST}`), controller('')),
    right: all(workload(), POLICY, service(), ingress(`${LONG}, ${LIST}`), controller('externalTrafficPolicy: Local,')),
  },
  {
    trap: 'T17',
    rule: 'cut-websockets',
    wrong: all(workload(), POLICY, service('api', PUBLIC), ROUTE),
    right: all(workload(), POLICY, service('api', PUBLIC), ROUTE, backend('timeoutSec: 3600')),
  },
  {
    trap: 'nobody said that everybody may come',
    rule: 'open-to-all',
    wrong: all(workload(), POLICY, service(), ROUTE, backend('timeoutSec: 3600')),
    right: all(workload(), POLICY, service(), ROUTE, backend('timeoutSec: 3600, securityPolicy: offices')),
  },
  {
    trap: 'a route that every listener serves',
    rule: 'plain-http',
    wrong: all(workload(), POLICY, service(), secured(''), SERVED),
    // Somebody else may end HTTPS before a Gateway that knows none.
    right: all(workload(), POLICY, service(), secured('').replace(/, \{ name: https[^}]*\}/, ''), SERVED),
  },
  {
    trap: 'a route that names the listener of HTTP',
    rule: 'plain-http',
    wrong: all(workload(), POLICY, service(), secured(', sectionName: http'), SERVED),
    right: all(workload(), POLICY, service(), secured(', sectionName: https'), SERVED),
  },
  {
    trap: 'a load balancer that nobody told which TLS it takes',
    rule: 'old-tls',
    wrong: all(workload(), POLICY, service(), secured(', sectionName: https'), SERVED.replace('modern', '""')),
    right: all(workload(), POLICY, service(), secured(', sectionName: https'), SERVED),
  },
  {
    trap: 'browsers that may ask by plain HTTP again',
    rule: 'forgotten-https',
    wrong: all(workload(), POLICY, service(), secured(', sectionName: https', '', 'max-age=0'), SERVED),
    right: all(workload(), POLICY, service(), secured(', sectionName: https'), SERVED),
  },
  {
    trap: 'a load balancer that asks for a page that is not there',
    rule: 'unasked-health',
    wrong: all(workload(), POLICY, service(), UNASKED, backend('timeoutSec: 3600, securityPolicy: offices')),
    right: all(workload(), POLICY, service(), ROUTE, backend('timeoutSec: 3600, securityPolicy: offices')),
  },
  {
    trap: 'a policy of health that names no page',
    rule: 'unasked-health',
    wrong: all(
      ...[workload(), POLICY, service(), UNASKED, health('type: HTTP, httpHealthCheck: {}')],
      backend('timeoutSec: 3600, securityPolicy: offices'),
    ),
    right: all(
      ...[workload(), POLICY, service(), UNASKED, health('type: TCP, tcpHealthCheck: {}')],
      backend('timeoutSec: 3600, securityPolicy: offices'),
    ),
  },
  {
    trap: 'a Gateway for everybody in the cluster',
    rule: 'open-gateway',
    wrong: all(
      ...[workload(), POLICY, service()],
      secured(', sectionName: https').replace('port: 443', 'port: 443, allowedRoutes: { namespaces: { from: All } }'),
      SERVED,
    ),
    right: all(
      ...[workload(), POLICY, service()],
      secured(', sectionName: https').replace('port: 443', 'port: 443, allowedRoutes: { namespaces: { from: Same } }'),
      SERVED,
    ),
  },
  {
    trap: 'a listener that its Gateway does not have',
    rule: 'dangling-reference',
    wrong: all(workload(), POLICY, service(), secured(', sectionName: web'), SERVED),
    right: all(workload(), POLICY, service(), secured(', sectionName: https'), SERVED),
  },
  {
    trap: 'an Ingress that has no certificate',
    rule: 'plain-http',
    always: 'retired-ingress',
    wrong: all(workload(), POLICY, service(), ingress(`${LONG}, sluice.dev/public: "true"`).replace(/ {2}tls.*\n/, '')),
    right: all(workload(), POLICY, service(), ingress(`${LONG}, sluice.dev/public: "true"`)),
  },
  {
    trap: 'an Ingress that is told not to redirect',
    rule: 'plain-http',
    always: 'retired-ingress',
    wrong: all(
      ...[workload(), POLICY, service()],
      ingress(`${LONG}, sluice.dev/public: "true", nginx.ingress.kubernetes.io/ssl-redirect: "false"`),
    ),
    right: all(
      ...[workload(), POLICY, service()],
      ingress(`${LONG}, sluice.dev/public: "true", nginx.ingress.kubernetes.io/ssl-redirect: "true"`),
    ),
  },
];
