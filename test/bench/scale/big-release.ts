import { stringify } from 'yaml';
import { DEFAULT_CAPACITY } from '../../../rehearsal/cluster/controllers/scheduler/node.ts';
import type { ContainerScript } from '../../../rehearsal/cluster/kubelet/scripted/script.ts';
import type { ClusterStore } from '../../../rehearsal/cluster/storage/cluster-store.ts';
import { PODS } from './pod-events.ts';

export const NAMESPACE = 'scale';
export const WORKLOADS = 50;
export const PODS_EACH = 20;

/** A node that takes them all. */
export const ROOM = { ...DEFAULT_CAPACITY, pods: String(2 * WORKLOADS * PODS_EACH) };

const IMAGE = `registry.test/scale/api@sha256:${'5'.repeat(64)}`;

/** How its containers behave: they are pulled for as long as somebody wants to watch, then they run. */
export const pulledFor =
  (milliseconds: number) =>
  (reference: string): ContainerScript | undefined =>
    reference === IMAGE ? { pulls: [{ after: milliseconds }], runs: [{ readyAfter: 1_000 }] } : undefined;

/** One release of fifty Deployments with twenty pods each, as YAML. The pods are as long as those of a usual service.
 *  @param spec of each Deployment, besides what it must have */
export const bigRelease = (spec: Readonly<Record<string, unknown>> = {}): string =>
  Array.from({ length: WORKLOADS }, (_, index) =>
    stringify(workload(`api-${String(index + 1).padStart(2, '0')}`, spec)),
  ).join('---\n');

const workload = (name: string, spec: Readonly<Record<string, unknown>>) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    ...spec,
    replicas: PODS_EACH,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name, team: 'platform' } },
      spec: {
        containers: [
          {
            name: 'api',
            image: IMAGE,
            ports: [{ name: 'http', containerPort: 8000 }],
            env: Array.from({ length: 8 }, (_, index) => ({ name: `SETTING_${index}`, value: `value of ${index}` })),
            resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
            readinessProbe: { httpGet: { path: '/readyz', port: 'http' }, periodSeconds: 5 },
            livenessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 10 },
          },
        ],
      },
    },
  },
});

/** Where it is rolled out. */
export const makeNamespace = (store: ClusterStore): void =>
  void store.create(
    { group: '', resource: 'namespaces' },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  );

export const allPodsExist = (store: ClusterStore): boolean =>
  store.list(PODS, { namespace: NAMESPACE }).length >= WORKLOADS * PODS_EACH;
