import { type Cluster, type KubernetesObject, nameOf, Refusal } from './cluster.ts';
import { isWorkload, type WorkloadManifest } from './workload.ts';

interface Wanted {
  readonly by: string;
  readonly configMap: string;
  /** `undefined` when any content will do. */
  readonly key: string | undefined;
}

interface ConfigMapReference {
  readonly name?: string;
  readonly key?: string;
  readonly optional?: boolean;
  readonly items?: readonly { readonly key: string }[];
}

interface Spec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly {
    readonly configMap?: ConfigMapReference;
    readonly projected?: { readonly sources?: readonly { readonly configMap?: ConfigMapReference }[] };
  }[];
}
interface Container {
  readonly env?: readonly { readonly valueFrom?: { readonly configMapKeyRef?: ConfigMapReference } }[];
  readonly envFrom?: readonly { readonly configMapRef?: ConfigMapReference }[];
}

/** ConfigMaps and keys that a pod needs to start and that are neither applied with it nor in the namespace: known before
 *  anything is written. Secrets are not looked at: the deployer has no right to read them, and the verdict names them. */
export async function missingReferences(
  cluster: Cluster,
  objects: readonly KubernetesObject[],
  namespace: string,
): Promise<readonly string[]> {
  const wanted = objects.filter(isWorkload).flatMap(wantedBy);
  const names = [...new Set(wanted.map(({ configMap }) => configMap))];
  const found = await Promise.all(
    names.map(async (name) => [name, await contentOf(cluster, objects, namespace, name)] as const),
  );
  const contents = new Map(found);
  const missing = wanted.flatMap(({ by, configMap, key }) => {
    const keys = contents.get(configMap);
    if (keys === 'unreadable' || keys === undefined) return [];
    if (keys === 'none')
      return [
        `${by} needs ConfigMap "${configMap}", which does not exist in namespace "${namespace}". Create it, or correct the name.`,
      ];
    return key === undefined || keys.includes(key)
      ? []
      : [
          `${by} needs key "${key}" of ConfigMap "${configMap}", which has ${keys.map((known) => `"${known}"`).join(', ') || 'none'}. Add it, or correct the key.`,
        ];
  });
  return [...new Set(missing)];
}

async function contentOf(
  cluster: Cluster,
  objects: readonly KubernetesObject[],
  namespace: string,
  name: string,
): Promise<readonly string[] | 'none' | 'unreadable'> {
  const own = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name);
  try {
    const object = own ?? (await cluster.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name }));
    return object === undefined
      ? 'none'
      : Object.keys({ ...(object['data'] as object), ...(object['binaryData'] as object) });
  } catch (error) {
    // Whoever may not read it cannot say that it is missing.
    if (error instanceof Refusal && error.status === 403) return 'unreadable';
    throw error;
  }
}

function wantedBy(workload: WorkloadManifest): Wanted[] {
  const { containers = [], initContainers = [], volumes = [] } = workload.spec.template.spec as Spec;
  const references = [
    ...[...containers, ...initContainers].flatMap(({ env = [], envFrom = [] }) => [
      ...env.map(({ valueFrom }) => valueFrom?.configMapKeyRef),
      ...envFrom.map(({ configMapRef }) => configMapRef),
    ]),
    ...volumes.flatMap(({ configMap, projected }) => [
      configMap,
      ...(projected?.sources ?? []).map((source) => source.configMap),
    ]),
  ];
  return references.flatMap((reference) => {
    if (reference?.name === undefined || reference.optional === true) return [];
    const { name: configMap, key, items = [] } = reference;
    const keys = key === undefined ? items.map((item) => item.key) : [key];
    return (keys.length === 0 ? [undefined] : keys).map((wanted) => ({ by: nameOf(workload), configMap, key: wanted }));
  });
}
