import type { PodTemplateSpec, Volume } from 'kubernetes-types/core/v1.d.ts';
import { podOf } from '../pod-control.ts';
import type { Pod, StatefulSet } from '../resource.ts';
import { claimName } from './claim-names.ts';
import { nameOf, ordinalOf, POD_INDEX, POD_NAME, REVISION } from './ordinals.ts';

/** What a set's events and pods refer to. */
export const aboutSet = (set: StatefulSet) => ({ ...set, apiVersion: 'apps/v1', kind: 'StatefulSet' });

/** The member with this ordinal: its name, host and volumes are its own and stay so.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-identity
 *  @param revision name of the revision that keeps the template. */
export const memberOf = (set: StatefulSet, template: PodTemplateSpec, revision: string, ordinal: number): Pod => {
  const name = nameOf(set, ordinal);
  const made = podOf(aboutSet(set), template, name);
  return {
    ...made,
    metadata: {
      ...made.metadata,
      generateName: `${set.metadata.name}-`,
      labels: { ...made.metadata.labels, ...identity(name, ordinal), [REVISION]: revision },
    },
    spec: {
      ...made.spec,
      ...withVolumes(set, made.spec, ordinal),
      hostname: name,
      ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
    },
  };
};

const identity = (name: string, ordinal: number): Record<string, string> => ({
  [POD_NAME]: name,
  [POD_INDEX]: String(ordinal),
});

const withVolumes = (set: StatefulSet, spec: Pod['spec'], ordinal: number): { readonly volumes?: Volume[] } => {
  const templates = set.spec.volumeClaimTemplates ?? [];
  const names = templates.map(({ metadata }) => metadata?.name ?? '');
  const own = names.map((name) => ({ name, persistentVolumeClaim: { claimName: claimName(set, name, ordinal) } }));
  const others = (spec.volumes ?? []).filter(({ name }) => !names.includes(name));
  return own.length + others.length === 0 ? {} : { volumes: [...own, ...others] };
};

/** Whether a member has lost the label that tells its name, or a volume of its own. */
export const isAstray = (set: StatefulSet, pod: Pod): boolean => {
  const ordinal = ordinalOf(set, pod) ?? -1;
  const templates = set.spec.volumeClaimTemplates ?? [];
  const hasAll = templates.every(({ metadata }) => {
    const name = metadata?.name ?? '';
    const volume = (pod.spec.volumes ?? []).find((one) => one.name === name);
    return volume?.persistentVolumeClaim?.claimName === claimName(set, name, ordinal);
  });
  return pod.metadata.labels?.[POD_NAME] !== pod.metadata.name || !hasAll;
};

/** The member with its label and volumes again. */
export const broughtBack = (set: StatefulSet, pod: Pod): Pod => {
  const ordinal = ordinalOf(set, pod) ?? -1;
  const labels = { ...pod.metadata.labels, ...identity(pod.metadata.name, ordinal) };
  return {
    ...pod,
    metadata: { ...pod.metadata, labels },
    spec: { ...pod.spec, ...withVolumes(set, pod.spec, ordinal) },
  };
};
