import type { Container, Volume } from 'kubernetes-types/core/v1.d.ts';
import type { Pod } from '../controllers/resource.ts';
import { MissingReference, type References } from './references.ts';
import { volumesOf } from './unsupported.ts';

/** Why the volumes of a pod cannot be set up, one text for each that fails, as the kubelet's FailedMount events say. */
export const mountProblems = (pod: Pod, references: References): readonly string[] =>
  (pod.spec.volumes ?? []).flatMap((volume) => {
    try {
      contentOf(pod, volume, references);
      return [];
    } catch (error) {
      if (!(error instanceof MissingReference)) throw error;
      return [`MountVolume.SetUp failed for volume "${volume.name}" : ${error.message}`];
    }
  });

/** Files that ConfigMap and Secret volumes put into a container, by absolute path. */
export const filesOf = (pod: Pod, container: Container, references: References): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  for (const volume of volumesOf(pod, container)) {
    for (const { mountPath, subPath } of (container.volumeMounts ?? []).filter(({ name }) => name === volume.name)) {
      for (const [path, content] of contentOf(pod, volume, references)) {
        if (subPath === undefined) files.set(`${mountPath}/${path}`, content);
        else if (subPath === path) files.set(mountPath, content);
      }
    }
  }
  return files;
};

const contentOf = (pod: Pod, { configMap, secret }: Volume, references: References): ReadonlyMap<string, string> => {
  const namespace = pod.metadata.namespace ?? '';
  const source =
    configMap !== undefined
      ? { entries: references.configMap(namespace, configMap.name ?? '', configMap.optional === true), ...configMap }
      : secret !== undefined
        ? { entries: references.secret(namespace, secret.secretName ?? '', secret.optional === true), ...secret }
        : undefined;
  if (source?.items === undefined) return source?.entries ?? new Map();
  const chosen = source.items.flatMap(({ key, path }) => {
    const value = source.entries.get(key);
    if (value === undefined && source.optional !== true)
      throw new MissingReference(`references non-existent ${secret === undefined ? 'config' : 'secret'} key: ${key}`);
    return value === undefined ? [] : [[path, value] as const];
  });
  return new Map(chosen);
};
