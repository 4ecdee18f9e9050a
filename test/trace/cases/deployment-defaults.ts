import { at, type JsonObject } from '../json.ts';
import { deployment } from '../objects.ts';
import { outcome, withoutManagers } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const FULL: JsonObject = {
  metadata: { labels: { app: 'full' }, annotations: { note: 'x' } },
  spec: {
    nodeSelector: { 'trace.invalid/place': 'nowhere' },
    initContainers: [{ name: 'first', image: 'first' }],
    containers: [
      {
        name: 'main',
        image: 'registry.invalid/main:latest',
        ports: [{ containerPort: 8000 }, { name: 'dns', containerPort: 53, protocol: 'UDP' }],
        env: [
          { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'WORD', valueFrom: { secretKeyRef: { name: 'words', key: 'one' } } },
          { name: 'EMPTY', value: '' },
        ],
        resources: { limits: { cpu: '0.5', memory: '1024Mi' }, requests: { cpu: 0.25 } },
        readinessProbe: { httpGet: { port: 8000 } },
        livenessProbe: { tcpSocket: { port: 'dns' }, periodSeconds: 3 },
        startupProbe: { grpc: { port: 8000 } },
        lifecycle: { preStop: { exec: { command: ['sleep', '1'] } } },
        volumeMounts: [
          { name: 'settings', mountPath: '/settings' },
          { name: 'space', mountPath: '/space' },
        ],
      },
    ],
    volumes: [
      { name: 'settings', configMap: { name: 'settings' } },
      { name: 'words', secret: { secretName: 'words' } },
      { name: 'space', emptyDir: {} },
    ],
    securityContext: { runAsNonRoot: true },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { app: 'full' } },
      },
    ],
  },
};

/** Every field that the API server fills in. */
export const deploymentDefaults: TraceCase = {
  name: 'deployment-defaults',
  async run(space) {
    const spec = (object: Parameters<typeof at>[0]) => at(object, 'spec');
    return {
      minimal: outcome(await space.create('deployments', deployment('web')), withoutManagers),
      full: outcome(await space.create('deployments', deployment('full', { template: FULL })), spec),
      recreate: outcome(await space.create('deployments', deployment('re', { strategy: { type: 'Recreate' } })), spec),
      half: outcome(
        await space.create('deployments', deployment('half', { strategy: { rollingUpdate: { maxSurge: 2 } } })),
        (object) => at(object, 'spec', 'strategy'),
      ),
    };
  },
};
