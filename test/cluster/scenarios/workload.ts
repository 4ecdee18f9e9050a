import type { Container } from 'kubernetes-types/core/v1.js';

/** Small programs that scenarios run. What each does stands in `images/scenario-images.ts`. */
export type ImageName = 'first' | 'second' | 'crashing' | 'hungry';

/** Finds the reference of an image, `repository@sha256:…`, on the cluster under test. */
export type Images = (name: ImageName) => string;

/** An object as it is applied. */
export type Manifest = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: unknown;
};

export const WEB = 'web';
const PORT = 8080;

/** What a scenario varies. */
export interface WebOptions {
  readonly image: string;
  readonly replicas?: number;
  readonly readinessPath?: string;
  readonly container?: Partial<Container>;
  readonly pod?: Readonly<Record<string, unknown>>;
}

/** A Deployment of a small web server and its Service.
 *  `progressDeadlineSeconds: 60`: kubectl is timed on the same objects, and would need ten minutes with the default. */
export function web({
  image,
  replicas = 2,
  readinessPath = '/ready',
  container = {},
  pod = {},
}: WebOptions): readonly Manifest[] {
  const labels = { 'app.kubernetes.io/name': WEB };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: WEB, labels },
      spec: {
        replicas,
        progressDeadlineSeconds: 60,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            terminationGracePeriodSeconds: 3,
            automountServiceAccountToken: false,
            containers: [
              {
                name: WEB,
                image,
                ports: [{ containerPort: PORT }],
                readinessProbe: { httpGet: { path: readinessPath, port: PORT }, periodSeconds: 1 },
                ...container,
              },
            ],
            ...pod,
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: WEB, labels },
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: PORT }] },
    },
  ];
}
