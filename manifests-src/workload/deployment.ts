import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { EnvVar, Probe } from 'kubernetes-types/core/v1.d.ts';
import { formatNeeds, NEEDS } from '../../domain/bootstrap-need.ts';
import type { Service } from '../../domain/service.ts';
import { tierNeeds } from '../bootstrap/tier-needs.ts';
import { commonLabels, selectorLabels } from '../object.ts';
import { PRE_STOP, terminationGrace } from './drain.ts';

/** What is equal in every tier; replicas, resources and strategy come from the tier's patch. */
export function deployment(service: Service): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: service.name,
      labels: commonLabels(service.name),
      annotations: { [NEEDS]: formatNeeds(tierNeeds(service)) },
    },
    spec: {
      revisionHistoryLimit: 10,
      minReadySeconds: 0,
      progressDeadlineSeconds: 600,
      selector: { matchLabels: selectorLabels(service.name) },
      template: {
        metadata: { labels: commonLabels(service.name) },
        spec: {
          serviceAccountName: service.name,
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: terminationGrace(service),
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 10001,
            runAsGroup: 10001,
            fsGroup: 10001,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: service.name,
              image: service.image,
              imagePullPolicy: 'IfNotPresent',
              ports: [{ name: 'http', containerPort: service.port, protocol: 'TCP' }],
              env: environment(service),
              startupProbe: { ...probe(service.health.live), periodSeconds: 1, failureThreshold: 60 },
              readinessProbe: { ...probe(service.health.ready), periodSeconds: 5, failureThreshold: 2 },
              livenessProbe: { ...probe(service.health.live), periodSeconds: 10, failureThreshold: 3 },
              lifecycle: { preStop: { sleep: { seconds: PRE_STOP } } },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
              volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
            },
          ],
          volumes: [{ name: 'tmp', emptyDir: {} }],
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: selectorLabels(service.name) },
            },
          ],
        },
      },
    },
  };
}

const probe = (path: string): Probe => ({ httpGet: { path, port: 'http' }, timeoutSeconds: 2 });

/** `IMAGE_DIGEST` is filled when the release is formed: the service tells by it which bytes it is. */
function environment({ port, environment, secrets }: Service): EnvVar[] {
  return [
    { name: 'PORT', value: String(port) },
    { name: 'IMAGE_DIGEST', value: '' },
    ...Object.entries(environment).map(([name, value]) => ({ name, value })),
    ...secrets.map(({ variable, secret, key }) => ({
      name: variable,
      valueFrom: { secretKeyRef: { name: secret, key } },
    })),
  ];
}
