import { configMap, deployment } from '../objects.ts';
import { managers, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Applying what is not there creates it; the book of managers says who owns which field.
 *  @see https://kubernetes.io/docs/reference/using-api/server-side-apply/ */
export const applyCreate: TraceCase = {
  name: 'apply-create',
  async run(space) {
    const annotated = configMap(
      'one',
      { a: '1' },
      { labels: { app: 'web' }, annotations: { 'trace.invalid/note': 'x' } },
    );
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: {
        nodeSelector: { 'trace.invalid/place': 'nowhere' },
        containers: [
          {
            name: 'main',
            image: 'main:1',
            args: ['serve'],
            env: [
              { name: 'A', value: '1' },
              { name: 'B', valueFrom: { configMapKeyRef: { name: 'one', key: 'a' } } },
            ],
            ports: [{ containerPort: 80 }, { containerPort: 53, protocol: 'UDP', name: 'dns' }],
            resources: { requests: { cpu: '10m' } },
            readinessProbe: { httpGet: { path: '/', port: 80 } },
            volumeMounts: [{ name: 'space', mountPath: '/space' }],
          },
        ],
        volumes: [{ name: 'space', emptyDir: {} }],
        tolerations: [{ key: 'spot', operator: 'Exists' }],
      },
    };
    return {
      configMap: outcome(await space.apply('ci', 'configmaps', annotated), managers),
      deployment: outcome(
        await space.apply('ci', 'deployments', deployment('web', { replicas: 0, template })),
        managers,
      ),
      byPost: outcome(await space.create('deployments', deployment('posted', { replicas: 0, template })), managers),
      byPostAs: outcome(
        await space.create('configmaps', configMap('posted', { a: '1' }), { fieldManager: 'hand' }),
        managers,
      ),
    };
  },
};
