import type {
  Condition,
  Container,
  ContainerState,
  ContainerStatus,
  Deployment,
  Judged,
  Pod,
  PodSpec,
} from '../../../../domain/verdict/kubernetes.ts';

/** Objects with nothing in them but what a test says: everything that Kubernetes may leave out is left out. */
export const bareDeployment = (spec: object = {}, status?: object): Deployment =>
  bare('Deployment', spec, status) as Deployment;

export const bare = (kind: Judged['kind'], spec: object = {}, status?: object, metadata: object = {}): Judged =>
  ({
    kind,
    metadata: { name: 'api', namespace: 'shop', uid: 'subject', resourceVersion: '1', ...metadata },
    spec: { template: { spec: { containers: [] } }, ...spec },
    ...(status === undefined ? {} : { status }),
  }) as unknown as Judged;

interface BarePod {
  readonly name?: string;
  readonly spec?: Partial<PodSpec>;
  readonly status?: Pod['status'];
  readonly metadata?: Partial<Pod['metadata']>;
}

export const barePod = ({ name = 'api-1', spec = {}, status, metadata = {} }: BarePod = {}): Pod => ({
  kind: 'Pod',
  metadata: { name, uid: name, resourceVersion: '1', ...metadata },
  spec: { containers: [{ name: 'api', image: 'x' }], ...spec },
  ...(status === undefined ? {} : { status }),
});

export const container = (name: string, change: Partial<Container> = {}): Container => ({
  name,
  image: 'x',
  ...change,
});

export const statusOf = (
  name: string,
  state?: ContainerState,
  change: Partial<ContainerStatus> = {},
): ContainerStatus => ({
  ...{ name, image: 'x', imageID: '', ready: false, restartCount: 0 },
  ...(state === undefined ? {} : { state }),
  ...change,
});

/** A pod of one container in this state. */
export const podIn = (state?: ContainerState, change: Partial<ContainerStatus> = {}, pod: BarePod = {}): Pod =>
  barePod({ ...pod, status: { ...pod.status, containerStatuses: [statusOf('api', state, change)] } });

export const condition = (
  type: string,
  status: Condition['status'] = 'True',
  more: Partial<Condition> = {},
): Condition => ({
  type,
  status,
  ...more,
});
