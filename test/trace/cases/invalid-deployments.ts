import type { JsonObject } from '../json.ts';
import { deployment, unplacedTemplate } from '../objects.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const withContainer = (container: JsonObject): JsonObject => ({ template: unplacedTemplate('web', container) });

/** What a mistaken Deployment is told. */
export const invalidDeployments: TraceCase = {
  name: 'invalid-deployments',
  async run(space) {
    const told = async (spec: JsonObject) => outcome(await space.create('deployments', deployment('web', spec)));
    return {
      otherLabels: await told({ template: unplacedTemplate('other') }),
      noSelector: await told({ selector: null }),
      emptySelector: await told({ selector: {} }),
      noContainers: await told({ template: { metadata: { labels: { app: 'web' } }, spec: { containers: [] } } }),
      noImage: await told(withContainer({ image: '' })),
      imageOfSpaces: await told(withContainer({ image: ' main:1' })),
      negative: await told({ replicas: -1 }),
      noSurgeAndNoneUnavailable: await told({
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } },
      }),
      percentTooHigh: await told({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '101%' } } }),
      noPercent: await told({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 'some' } } }),
      recreateWithSurge: await told({ strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }),
      otherStrategy: await told({ strategy: { type: 'Slow' } }),
      deadlineBelowReady: await told({ minReadySeconds: 10, progressDeadlineSeconds: 5 }),
      containerName: await told(withContainer({ name: 'Main' })),
      portTooHigh: await told(withContainer({ ports: [{ containerPort: 70000 }] })),
      portName: await told(withContainer({ ports: [{ name: 'a-name-that-is-too-long', containerPort: 80 }] })),
      environmentName: await told(withContainer({ env: [{ name: '', value: 'x' }] })),
      pullPolicy: await told(withContainer({ imagePullPolicy: 'Sometimes' })),
      quantity: await told(withContainer({ resources: { requests: { memory: '64Mo' } } })),
      requestAboveLimit: await told(
        withContainer({ resources: { requests: { memory: '64Mi' }, limits: { memory: '32Mi' } } }),
      ),
      probe: await told(withContainer({ readinessProbe: { periodSeconds: 5 } })),
      probeTwice: await told(
        withContainer({ readinessProbe: { httpGet: { path: '/', port: 80 }, tcpSocket: { port: 80 } } }),
      ),
      livenessThreshold: await told(withContainer({ livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } })),
      unknownVolume: await told(withContainer({ volumeMounts: [{ name: 'data', mountPath: '/data' }] })),
      restartNever: await told({
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'main:1' }] },
        },
      }),
      sameContainerTwice: await told({
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            containers: [
              { name: 'main', image: 'main:1' },
              { name: 'main', image: 'main:2' },
            ],
          },
        },
      }),
    };
  },
};
