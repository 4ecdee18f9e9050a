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
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
};

export const WEB = 'web';
const PORT = 8080;

/** What a scenario varies. */
export interface WebOptions {
  readonly image: string;
  /** Of the Deployment and its Service. */
  readonly name?: string;
  /** `null` leaves them to an autoscaler. */
  readonly replicas?: number | null;
  readonly readinessPath?: string;
  /** Of the pods, beside the usual ones, and selected by the Service; the selector of the Deployment has none of them. */
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly container?: Partial<Container>;
  readonly pod?: Readonly<Record<string, unknown>>;
  /** Of the Deployment. */
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** A Deployment of a small web server and its Service.
 *  `progressDeadlineSeconds: 60`: kubectl is timed on the same objects, and would need ten minutes with the default. */
export function web({
  image,
  name = WEB,
  replicas = 2,
  readinessPath = '/ready',
  podLabels = {},
  container = {},
  pod = {},
  spec = {},
}: WebOptions): readonly Manifest[] {
  const labels = { 'app.kubernetes.io/name': name };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, labels },
      spec: {
        ...(replicas === null ? {} : { replicas }),
        progressDeadlineSeconds: 60,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels: { ...labels, ...podLabels } },
          spec: {
            terminationGracePeriodSeconds: 3,
            automountServiceAccountToken: false,
            containers: [
              {
                name,
                image,
                ports: [{ containerPort: PORT }],
                readinessProbe: { httpGet: { path: readinessPath, port: PORT }, periodSeconds: 1 },
                ...container,
              },
            ],
            ...pod,
          },
        },
        ...spec,
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, labels },
      spec: { selector: { ...labels, ...podLabels }, ports: [{ name: 'http', port: 80, targetPort: PORT }] },
    },
  ];
}

/** The same pods, run by a controller of another kind. */
export function ofKind(
  kind: 'StatefulSet' | 'DaemonSet',
  options: WebOptions,
  more: Readonly<Record<string, unknown>> = {},
): readonly Manifest[] {
  return web(options).map((object): Manifest => {
    if (object.kind !== 'Deployment') return object;
    const { selector, template } = object.spec as { readonly selector: object; readonly template: object };
    return { ...object, kind, spec: { selector, template, ...more } };
  });
}

export const statefulSet = (options: WebOptions, more: Readonly<Record<string, unknown>> = {}): readonly Manifest[] =>
  ofKind('StatefulSet', options, { replicas: 3, serviceName: WEB, ...more });

export const daemonSet = (options: WebOptions, more: Readonly<Record<string, unknown>> = {}): readonly Manifest[] =>
  ofKind('DaemonSet', options, more);

/** A Job that runs before the release. */
export const migration = (
  image: string,
  script: string,
  spec: Readonly<Record<string, unknown>> = { backoffLimit: 0 },
): Manifest => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {
    name: 'migrate',
    labels: { 'app.kubernetes.io/name': WEB },
    annotations: { 'sluice.dev/phase': 'pre-deploy' },
  },
  spec: {
    ...spec,
    template: {
      spec: { restartPolicy: 'Never', containers: [{ name: 'migrate', image, command: ['sh', '-c', script] }] },
    },
  },
});

/** The web server with a volume of the Secret "certificate". */
export const withKeys = (image: string): readonly Manifest[] =>
  web({
    image,
    container: { volumeMounts: [{ name: 'keys', mountPath: '/keys' }] },
    pod: { volumes: [{ name: 'keys', secret: { secretName: 'certificate' } }] },
    spec: { progressDeadlineSeconds: 120 },
  });
