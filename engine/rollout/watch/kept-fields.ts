import type { ClusterEvent, Container, ContainerStatus, Metadata, Pod } from '../../../domain/verdict/kubernetes.ts';

/** Which fields of a type are kept: all below a `true`. A field that is added to the type must be named here, or it does not compile. */
type Kept<T> =
  | true
  | (T extends readonly (infer Item)[]
      ? Kept<Item>
      : T extends object
        ? { readonly [Key in keyof T]-?: Kept<NonNullable<T[Key]>> }
        : true);

const METADATA: Kept<Metadata> = {
  name: true,
  namespace: true,
  uid: true,
  resourceVersion: true,
  generation: true,
  creationTimestamp: true,
  deletionTimestamp: true,
  deletionGracePeriodSeconds: true,
  finalizers: true,
  labels: true,
  annotations: true,
  ownerReferences: { uid: true, kind: true, name: true, controller: true },
};

const CONTAINER: Kept<Container> = {
  name: true,
  image: true,
  resources: { limits: true },
  readinessProbe: true,
  livenessProbe: true,
  startupProbe: true,
  ports: { hostPort: true },
  restartPolicy: true,
};

const CONTAINER_STATUS: Kept<ContainerStatus> = {
  name: true,
  image: true,
  imageID: true,
  ready: true,
  started: true,
  restartCount: true,
  state: true,
  lastState: true,
};

const POD: Kept<Pod> = {
  kind: true,
  metadata: METADATA,
  spec: {
    nodeName: true,
    restartPolicy: true,
    containers: CONTAINER,
    initContainers: CONTAINER,
    readinessGates: true,
    volumes: { name: true, persistentVolumeClaim: { claimName: true } },
  },
  status: {
    phase: true,
    reason: true,
    message: true,
    conditions: true,
    containerStatuses: CONTAINER_STATUS,
    initContainerStatuses: CONTAINER_STATUS,
  },
};

const EVENT: Kept<ClusterEvent> = {
  kind: true,
  metadata: METADATA,
  involvedObject: { uid: true, kind: true, name: true, fieldPath: true },
  type: true,
  reason: true,
  message: true,
  count: true,
  series: { count: true, lastObservedTime: true },
  firstTimestamp: true,
  lastTimestamp: true,
  eventTime: true,
};

/** What is kept of the kinds that a release has many of. Their other fields, three quarters of a pod, are dropped to save memory. */
const OF_KIND: Readonly<Partial<Record<string, Shape>>> = { Pod: POD, Event: EVENT };

interface Fields {
  readonly [field: string]: Shape;
}
type Shape = true | Fields;

/** The object with the fields that a verdict reads; as it is where its kind is kept whole. */
export function keptFields<T extends { readonly kind: string }>(object: T): unknown {
  return kept(object, OF_KIND[object.kind] ?? true);
}

function kept(value: unknown, shape: Shape): unknown {
  if (shape === true || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => kept(item, shape));
  const fields: Record<string, unknown> = {};
  for (const [field, item] of Object.entries(value)) {
    const inner = shape[field];
    if (inner !== undefined) fields[field] = kept(item, inner);
  }
  return fields;
}
