import { at, type Json, type JsonObject, list } from '../json.ts';
import { done, outcome, withoutManagers } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';
import type { Workspace } from '../workspace.ts';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
const role = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' };
const backend = { service: { name: 'web', port: { number: 80 } } };
const rule = (host: string): JsonObject => ({ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } });
const metric = (name: string, target: JsonObject): JsonObject => ({ type: 'Resource', resource: { name, target } });
const subject = (kind: string, name: string, more: JsonObject = {}): JsonObject => ({ kind, name, ...more });

/** Objects that nothing changes after they are written, by collection. */
const OBJECTS: Readonly<Record<string, readonly JsonObject[]>> = {
  '/api/v1/configmaps': [{ data: { a: '1' }, binaryData: { b: 'AA==' } }, {}],
  '/api/v1/limitranges': [{ spec: { limits: [{ type: 'Container', default: { cpu: '1' } }] } }],
  '/api/v1/secrets': [{ stringData: { a: '1' } }],
  '/api/v1/serviceaccounts': [{}],
  '/api/v1/services': [
    {
      spec: {
        selector: { b: '2', a: '1' },
        ports: [
          { name: 'http', port: 80 },
          { name: 'dns', port: 53, protocol: 'UDP' },
        ],
      },
    },
    { spec: { type: 'ExternalName', externalName: 'shop.test' } },
    { spec: { clusterIP: 'None' } },
    { spec: { type: 'LoadBalancer', ports: [{ port: 443 }], allocateLoadBalancerNodePorts: false } },
  ],
  '/apis/autoscaling/v2/horizontalpodautoscalers': [
    {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        maxReplicas: 4,
        metrics: [
          metric('cpu', { type: 'Utilization', averageUtilization: 70 }),
          metric('memory', { type: 'AverageValue', averageValue: '1Gi' }),
          { type: 'Pods', pods: { metric: { name: 'asks' }, target: { type: 'AverageValue', averageValue: '5' } } },
        ],
      },
    },
    { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 2 } },
  ],
  '/apis/coordination.k8s.io/v1/leases': [{ spec: { holderIdentity: 'somebody' } }, {}],
  '/apis/networking.k8s.io/v1/ingresses': [
    { spec: { defaultBackend: backend } },
    {
      spec: {
        ingressClassName: 'none',
        rules: ['a.test', 'b.test', 'c.test', 'd.test'].map(rule),
        tls: [{ hosts: ['a.test'], secretName: 'web' }],
      },
    },
  ],
  '/apis/networking.k8s.io/v1/networkpolicies': [
    { spec: { podSelector: {} } },
    { spec: { podSelector: { matchLabels: { app: 'web' } }, egress: [{}] } },
  ],
  '/apis/policy/v1/poddisruptionbudgets': [
    { spec: { maxUnavailable: '30%', selector: { matchLabels: { app: 'web' } } } },
    { spec: { minAvailable: 0, selector: { matchLabels: { app: 'other' } } } },
  ],
  '/apis/rbac.authorization.k8s.io/v1/rolebindings': [
    { roleRef: role, subjects: [] },
    {
      roleRef: { kind: 'ClusterRole', name: 'view' },
      subjects: [
        subject('User', 'ann'),
        subject('User', 'bob'),
        subject('Group', 'team'),
        subject('ServiceAccount', 'web', { namespace: 'other' }),
      ],
    },
  ],
  '/apis/rbac.authorization.k8s.io/v1/roles': [
    { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
    { rules: [] },
  ],
};

/** How kinds that a delivery brings are stored, and what `kubectl get -o wide` shows of them. */
export const tables: TraceCase = {
  name: 'tables',
  async run(space) {
    const trace: Record<string, Json> = {};
    for (const [collection, objects] of Object.entries(OBJECTS)) {
      const path = collection.replace(/\/(?=[^/]+$)/, `/namespaces/${space.namespace}/`);
      const stored: Json[] = [];
      for (const [index, object] of objects.entries()) {
        const body = { ...object, metadata: { name: `web-${index}`, labels: { shown: 'yes' } } };
        stored.push(
          outcome(await space.api.request('POST', path, { body }), (made) => withoutVolatile(withoutManagers(made))),
        );
      }
      trace[collection] = { stored, table: await tableOf(space, path) };
    }
    return trace;
  },
};

/** A controller may have said something of the object already. */
const withoutVolatile = (object: Json): Json => ({ ...(object as JsonObject), status: null });

const tableOf = async (space: Workspace, path: string): Promise<Json> => {
  const query = { labelSelector: 'shown=yes' };
  const table = await done(space.api.request('GET', path, { query, accept: TABLE }));
  return {
    columns: list(table, 'columnDefinitions').map((column) => ({
      name: at(column, 'name') ?? null,
      type: at(column, 'type') ?? null,
      format: at(column, 'format') ?? null,
      priority: at(column, 'priority') ?? null,
    })),
    rows: list(table, 'rows').map((row) => list(row, 'cells').map(ageless)),
  };
};

const ageless = (cell: Json): Json => (typeof cell === 'string' && /^(\d+[dhms])+$/.test(cell) ? '<age>' : cell);
