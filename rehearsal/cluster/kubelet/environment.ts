import type { Container, EnvVar, ObjectFieldSelector } from 'kubernetes-types/core/v1.d.ts';
import type { Pod } from '../controllers/resource.ts';
import { MissingReference, type References } from './references.ts';

/** Where a pod and its node are reached. */
export interface PodAddresses {
  readonly podIp: string;
  readonly hostIp: string;
}

/** The variables of a container: those of the Services, then `envFrom`, then `env`, which may refer to all before it as
 *  `$(NAME)`.
 *  https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 *  @throws {MissingReference} for a ConfigMap, Secret or key that is not there and not optional. */
export const environmentOf = (
  pod: Pod,
  container: Container,
  addresses: PodAddresses,
  references: References,
  services: ReadonlyMap<string, string> = new Map(),
): readonly (readonly [name: string, value: string])[] => {
  const namespace = pod.metadata.namespace ?? '';
  const values = new Map(pod.spec.enableServiceLinks === false ? [] : services);
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const found =
      configMapRef !== undefined
        ? references.configMap(namespace, configMapRef.name ?? '', configMapRef.optional === true)
        : references.secret(namespace, secretRef?.name ?? '', secretRef?.optional === true);
    for (const [key, value] of found) values.set(`${prefix}${key}`, value);
  }
  for (const variable of container.env ?? []) {
    const value = resolved(variable, values, { pod, namespace, addresses, references });
    if (value !== undefined) values.set(variable.name, value);
  }
  return [...values];
};

/** Replaces `$(NAME)`; `$$(NAME)` is a literal, and an unknown name stays as it is. */
export const expand = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) =>
    whole === '$$' ? '$' : (values.get(name ?? '') ?? whole),
  );

interface Context {
  readonly pod: Pod;
  readonly namespace: string;
  readonly addresses: PodAddresses;
  readonly references: References;
}

const resolved = (variable: EnvVar, values: ReadonlyMap<string, string>, context: Context): string | undefined => {
  const { value, valueFrom } = variable;
  if (value !== undefined && value !== '') return expand(value, values);
  const { namespace, references } = context;
  if (valueFrom?.fieldRef !== undefined) return field(valueFrom.fieldRef, context);
  if (valueFrom?.configMapKeyRef !== undefined) {
    const { name = '', key, optional = false } = valueFrom.configMapKeyRef;
    return keyed('ConfigMap', references.configMap(namespace, name, optional), { namespace, name, key, optional });
  }
  if (valueFrom?.secretKeyRef !== undefined) {
    const { name = '', key, optional = false } = valueFrom.secretKeyRef;
    return keyed('Secret', references.secret(namespace, name, optional), { namespace, name, key, optional });
  }
  return value ?? '';
};

const keyed = (
  kind: string,
  entries: ReadonlyMap<string, string>,
  { namespace, name, key, optional }: { namespace: string; name: string; key: string; optional: boolean },
): string | undefined => {
  const value = entries.get(key);
  if (value === undefined && !optional)
    throw new MissingReference(`couldn't find key ${key} in ${kind} ${namespace}/${name}`);
  return value;
};

/** https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields */
const field = ({ fieldPath }: ObjectFieldSelector, { pod, addresses }: Context): string => {
  const { metadata, spec } = pod;
  const entry = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(fieldPath);
  if (entry !== null) return metadata[entry[1] === 'labels' ? 'labels' : 'annotations']?.[entry[2] ?? ''] ?? '';
  switch (fieldPath) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid ?? '';
    case 'spec.nodeName':
      return spec.nodeName ?? '';
    case 'spec.serviceAccountName':
      return spec.serviceAccountName ?? 'default';
    case 'status.podIP':
    case 'status.podIPs':
      return addresses.podIp;
    case 'status.hostIP':
    case 'status.hostIPs':
      return addresses.hostIp;
    default:
      throw new MissingReference(`unsupported fieldPath: ${fieldPath}`);
  }
};
