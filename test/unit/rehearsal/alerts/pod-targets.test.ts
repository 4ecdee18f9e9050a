import { describe, expect, it } from '@jest/globals';
import { podTargets } from '../../../../rehearsal/alerts/pod-targets.ts';
import { realClock } from '../../../../rehearsal/cluster/clock.ts';
import { PODS, type Pod, resource } from '../../../../rehearsal/cluster/controllers/resource.ts';
import { createObjectStore } from '../../../../rehearsal/cluster/storage/store.ts';

const store = createObjectStore({ clock: realClock });
const pods = resource<Pod>(store, PODS);
store.create(
  { group: '', resource: 'namespaces' },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'live' } },
);
for (const [name, app, phase] of [
  ['web-1', 'web', 'Running'],
  ['web-2', 'web', 'Pending'],
  ['web-3', 'web', 'Succeeded'],
  ['api-1', 'api', 'Running'],
] as const) {
  const ports = [
    { name: 'http', containerPort: 80 },
    { name: 'metrics', containerPort: 9090 },
  ];
  const pod = pods.create({
    ...{ apiVersion: 'v1', kind: 'Pod' },
    metadata: { name, namespace: 'live', labels: { app } },
    spec: {
      containers: [
        { name: 'main', image: 'x', ports },
        { name: 'beside', image: 'x' },
      ],
    },
  });
  pods.updateStatus({ ...pod, status: { phase } });
}

describe('the pods that a collector asks', () => {
  it('are those that run and have its labels, at the port of its name', () => {
    const at = podTargets(store, (_, port) => port + 1, { namespace: 'live', labels: { app: 'web' }, port: 'metrics' });
    expect(at).toEqual([{ pod: 'web-1', container: 'main', port: 9090, localPort: 9091 }]);
  });
});
