import { all, HEALTH_CHECK, POLICY, service, type Trap, workload } from './trap.ts';

const PUBLIC = ', annotations: { sluice.dev/public: "true" }';

const ingress = (annotations: string, className = 'nginx'): string => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: api, annotations: { ${annotations} } }
spec: { ingressClassName: ${className}, defaultBackend: { service: { name: api, port: { number: 80 } } } }`;

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

const ROUTE = `
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
spec: { gatewayClassName: gke-l7-global-external-managed, listeners: [] }
---${HEALTH_CHECK}`;

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
spec: { targetRef: { kind: Gateway, name: gw }, default: { sslPolicy: modern } }`;

/** A Gateway by HTTP and by HTTPS, and a route to it. @param parent more of what the route names */
const secured = (parent: string, more = ''): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: api }
spec:
  parentRefs: [{ name: gw${parent} }]
  rules: [{ backendRefs: [{ name: api, port: 80 }] }]
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
---${HEALTH_CHECK}`;

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
    trap: 'a load balancer that asks for another path than the probes',
    rule: 'default-health-check',
    wrong: all(workload(), POLICY, service(), ROUTE.replace(HEALTH_CHECK, ''), SERVED),
    right: all(workload(), POLICY, service(), ROUTE, SERVED),
  },
  {
    trap: 'a health check of another Service',
    rule: 'default-health-check',
    wrong: all(
      workload(),
      POLICY,
      service(),
      service('other'),
      ROUTE.replace('targetRef: { kind: Service, name: api }', 'targetRef: { kind: Service, name: other }'),
      SERVED,
    ),
    // Pods that are ready by "/" are so for a load balancer, too.
    right: all(
      workload().replace('path: /ready', 'path: /'),
      POLICY,
      service(),
      ROUTE.replace(HEALTH_CHECK, ''),
      SERVED,
    ),
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
];
