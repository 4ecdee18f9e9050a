import type { Container, Volume } from 'kubernetes-types/core/v1.d.ts';
import type { Pod } from '../controllers/resource.ts';
import type { ContainerRuntime } from './container-runtime.ts';

const VOLUMES = new Set(['name', 'emptyDir', 'configMap', 'secret']);

/** What a container asks for and the rehearsal's kubelet does not do; told as the reason why it is not created, since a
 *  container that starts without it would rehearse something else. */
export const unsupportedOf = (
  pod: Pod,
  container: Container,
  { keepsVolumes }: Pick<ContainerRuntime, 'keepsVolumes'>,
): string | undefined => {
  const asked = [
    container.lifecycle?.postStart === undefined ? undefined : 'lifecycle.postStart',
    [container.livenessProbe, container.readinessProbe, container.startupProbe].some(
      (probe) => probe?.grpc !== undefined,
    )
      ? 'gRPC probes'
      : undefined,
    ...(container.env ?? []).map(({ name, valueFrom }) =>
      valueFrom?.resourceFieldRef === undefined ? undefined : `env ${name} from resourceFieldRef`,
    ),
    ...volumesOf(pod, container).map((volume) => unsupportedVolume(volume, keepsVolumes === true)),
    pod.spec.hostNetwork === true ? 'hostNetwork' : undefined,
    pod.spec.hostPID === true ? 'hostPID' : undefined,
  ].find((one) => one !== undefined);
  return asked === undefined
    ? undefined
    : `the rehearsal's kubelet does not simulate ${asked} (container "${container.name}"): leave it out of the rehearsal, or use a real cluster`;
};

/** The volumes that a container mounts. */
export const volumesOf = (pod: Pod, container: Container): readonly Volume[] => {
  const mounted = new Set((container.volumeMounts ?? []).map(({ name }) => name));
  return (pod.spec.volumes ?? []).filter(({ name }) => mounted.has(name));
};

const unsupportedVolume = (volume: Volume, keepsVolumes: boolean): string | undefined => {
  const kind = Object.keys(volume).find(
    (field) => !VOLUMES.has(field) && !(keepsVolumes && field === 'persistentVolumeClaim'),
  );
  return kind === undefined ? undefined : `volumes of kind ${kind}`;
};
