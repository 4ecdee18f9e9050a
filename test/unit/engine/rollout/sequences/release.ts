import fc from 'fast-check';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { image } from '../releases.ts';

/** What one release of a made-up service has. Every version has an image of its own. */
export interface Release {
  readonly version: number;
  readonly image: 'good' | 'crash' | 'unready' | 'missing';
  /** `undefined`: the manifests leave the number to others. */
  readonly replicas: number | undefined;
  readonly settings: readonly ('MODE' | 'LEVEL')[];
  /** A second workload, always good. */
  readonly hasWorker: boolean;
  readonly hasConfig: boolean;
  readonly hasSecret: boolean;
  readonly hasBudget: boolean;
  readonly port: number;
}

/** @param hasWorker only a rolling release may have one: traffic is moved between two copies of one workload. */
export const releases = (
  image: fc.Arbitrary<Release['image']>,
  hasWorker: fc.Arbitrary<boolean>,
): fc.Arbitrary<Release> =>
  fc.record({
    version: fc.integer({ min: 1, max: 4 }),
    image,
    replicas: fc.constantFrom(1, 2, 3, undefined),
    settings: fc.subarray<'MODE' | 'LEVEL'>(['MODE', 'LEVEL']),
    hasWorker,
    hasConfig: fc.boolean(),
    hasSecret: fc.boolean(),
    hasBudget: fc.boolean(),
    port: fc.constantFrom(8080, 9090),
  });

const deployment = (name: string, reference: string, { replicas, settings, port }: Release): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    ...(replicas === undefined ? {} : { replicas }),
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [
          {
            name,
            image: reference,
            ports: [{ containerPort: port }],
            readinessProbe: { httpGet: { path: '/ready', port }, periodSeconds: 1, failureThreshold: 1 },
            ...(settings.length === 0 ? {} : { env: settings.map((name) => ({ name, value: 'as released' })) }),
          },
        ],
      },
    },
  },
});

/** The image of a release: its behaviour is the first word of its name. */
export const imageOf = ({ image: behaviour, version }: Release): string => `${behaviour}-${version}`;

/** What nobody but a Secret may hold. */
export const SECRET = 'correct-horse-battery';

/** In no particular order. */
export const objectsOf = (release: Release): readonly KubernetesObject[] => [
  deployment('api', image(imageOf(release)), release),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'api' },
    spec: { selector: { app: 'api' }, ports: [{ name: 'http', port: 80, targetPort: release.port }] },
  },
  ...(release.hasWorker ? [deployment('worker', image('good-worker'), { ...release, replicas: 1 })] : []),
  ...(release.hasConfig
    ? [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'settings' },
          data: { version: `${release.version}`, [`only-${release.version}`]: 'yes' },
        },
      ]
    : []),
  ...(release.hasSecret
    ? [
        {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 'key' },
          data: { key: Buffer.from(`${SECRET}-${release.version}`).toString('base64') },
        },
      ]
    : []),
  ...(release.hasBudget
    ? [
        {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata: { name: 'api' },
          spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'api' } } },
        },
      ]
    : []),
];

/** JSON is YAML. */
export const manifestsOf = (release: Release): string =>
  objectsOf(release)
    .map((object) => JSON.stringify(object))
    .join('\n---\n');
