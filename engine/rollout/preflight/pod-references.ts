import { type KubernetesObject, nameOf } from '../cluster.ts';
import { templateOf } from '../workload.ts';

/** Another object that a pod needs to start. */
export interface PodReference {
  readonly by: string;
  readonly apiVersion: string;
  readonly kind: 'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim' | 'PriorityClass';
  readonly name: string;
  /** `undefined` when any content will do. */
  readonly key: string | undefined;
  /** A pod starts without its image pull secret, and fails later only when the registry wants one. */
  readonly isOptional: boolean;
}

interface KeyReference {
  readonly name?: string;
  readonly secretName?: string;
  readonly key?: string;
  readonly optional?: boolean;
  readonly items?: readonly { readonly key: string }[];
}
interface Container {
  readonly env?: readonly {
    readonly valueFrom?: { readonly configMapKeyRef?: KeyReference; readonly secretKeyRef?: KeyReference };
  }[];
  readonly envFrom?: readonly { readonly configMapRef?: KeyReference; readonly secretRef?: KeyReference }[];
}
interface Spec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly serviceAccountName?: string;
  readonly priorityClassName?: string;
  readonly imagePullSecrets?: readonly KeyReference[];
  readonly volumes?: readonly {
    readonly configMap?: KeyReference;
    readonly secret?: KeyReference;
    readonly persistentVolumeClaim?: { readonly claimName: string };
    readonly projected?: {
      readonly sources?: readonly { readonly configMap?: KeyReference; readonly secret?: KeyReference }[];
    };
  }[];
}

/** Everything that the pods of an object refer to, a workload, a Job or a CronJob. Claims of a StatefulSet's own templates are made by its controller. */
export function referencesOf(workload: KubernetesObject): readonly PodReference[] {
  const template = templateOf(workload);
  if (template === undefined) return [];
  const spec = template.spec as Spec;
  const { containers = [], initContainers = [], volumes = [], imagePullSecrets = [] } = spec;
  const by = nameOf(workload);
  const one = (kind: PodReference['kind'], apiVersion: string, name: string | undefined, isOptional = false) =>
    name === undefined || name === '' ? [] : [{ by, kind, apiVersion, name, key: undefined, isOptional }];
  const keyed = (kind: 'ConfigMap' | 'Secret', reference: KeyReference | undefined): PodReference[] => {
    const name = reference?.name ?? reference?.secretName;
    if (reference === undefined || name === undefined || reference.optional === true) return [];
    const keys = reference.key === undefined ? (reference.items ?? []).map((item) => item.key) : [reference.key];
    const wanted = keys.length === 0 ? [undefined] : keys;
    return wanted.map((key) => ({ by, kind, apiVersion: 'v1', name, key, isOptional: false }));
  };
  const both = ({ configMap, secret }: { readonly configMap?: KeyReference; readonly secret?: KeyReference }) => [
    ...keyed('ConfigMap', configMap),
    ...keyed('Secret', secret),
  ];
  return [
    ...[...containers, ...initContainers].flatMap(({ env = [], envFrom = [] }) => [
      ...env.flatMap(({ valueFrom }) => [
        ...keyed('ConfigMap', valueFrom?.configMapKeyRef),
        ...keyed('Secret', valueFrom?.secretKeyRef),
      ]),
      ...envFrom.flatMap(({ configMapRef, secretRef }) => [
        ...keyed('ConfigMap', configMapRef),
        ...keyed('Secret', secretRef),
      ]),
    ]),
    ...volumes.flatMap((volume) => [
      ...both(volume),
      ...(volume.projected?.sources ?? []).flatMap(both),
      ...one('PersistentVolumeClaim', 'v1', volume.persistentVolumeClaim?.claimName),
    ]),
    ...one('ServiceAccount', 'v1', spec.serviceAccountName === 'default' ? '' : spec.serviceAccountName),
    ...one('PriorityClass', 'scheduling.k8s.io/v1', builtIn(spec.priorityClassName) ? '' : spec.priorityClassName),
    ...imagePullSecrets.flatMap(({ name }) => one('Secret', 'v1', name, true)),
  ];
}

/** @see https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/ */
const builtIn = (name: string | undefined): boolean => name?.startsWith('system-') === true;
