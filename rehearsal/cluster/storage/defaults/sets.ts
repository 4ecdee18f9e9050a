import type { KubernetesObject } from '../../kubernetes-object.ts';
import { record, sameJson } from '../frozen.ts';
import { canonicalQuantity } from '../quantity.ts';
import { each, type Fields, filled, within } from './fields.ts';
import { podSpecDefaults } from './pod-spec.ts';

const template = (part: Fields): Fields => within(part, 'template', (pod) => within(pod, 'spec', podSpecDefaults));

/** kubernetes/pkg/apis/core/v1/defaults.go, SetDefaults_PersistentVolumeClaim. */
export const claimDefaults = (claim: Fields): Fields => ({
  ...claim,
  spec: filled(within(record(claim['spec']), 'resources', amounts), { resources: {}, volumeMode: 'Filesystem' }),
  status: filled(record(claim['status']), { phase: 'Pending' }),
});

const amounts = (resources: Fields): Fields =>
  ['requests', 'limits'].reduce<Fields>(
    (result, name) =>
      within(result, name, (values) =>
        Object.fromEntries(Object.entries(values).map(([key, value]) => [key, canonicalQuantity(value)])),
      ),
    resources,
  );

const claimTemplate = (claim: Fields): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  ...claimDefaults(claim),
});

/** kubernetes/pkg/apis/apps/v1/defaults.go, SetDefaults_StatefulSet. */
export const statefulSetDefaults = (spec: Fields): Fields => ({
  ...filled(each(template(spec), 'volumeClaimTemplates', claimTemplate), {
    replicas: 1,
    podManagementPolicy: 'OrderedReady',
    revisionHistoryLimit: 10,
  }),
  updateStrategy: ordered(record(spec['updateStrategy'])),
  persistentVolumeClaimRetentionPolicy: filled(record(spec['persistentVolumeClaimRetentionPolicy']), {
    whenDeleted: 'Retain',
    whenScaled: 'Retain',
  }),
});

/** Only a strategy without a type gets the parameters of a rolling update. `maxUnavailable` is dropped, as a real server does
 *  while its gate is closed (MaxUnavailableStatefulSet, until 1.36 at least). */
const ordered = (strategy: Fields): Fields => {
  const full =
    strategy['type'] === undefined ? filled(strategy, { type: 'RollingUpdate', rollingUpdate: {} }) : strategy;
  if (full['type'] !== 'RollingUpdate') return full;
  return within(full, 'rollingUpdate', ({ maxUnavailable: _gated, ...rolling }) => filled(rolling, { partition: 0 }));
};

/** kubernetes/pkg/apis/apps/v1/defaults.go, SetDefaults_DaemonSet. */
export const daemonSetDefaults = (spec: Fields): Fields => {
  const strategy = filled(record(spec['updateStrategy']), { type: 'RollingUpdate' });
  const rolling = filled(record(strategy['rollingUpdate']), { maxUnavailable: 1, maxSurge: 0 });
  return {
    ...filled(template(spec), { revisionHistoryLimit: 10 }),
    updateStrategy: strategy['type'] === 'RollingUpdate' ? { ...strategy, rollingUpdate: rolling } : strategy,
  };
};

const GENERATION = 'deprecated.daemonset.template.generation';

/** The annotation in which a DaemonSet counts its templates, whatever a client says after the first.
 *  kubernetes/pkg/registry/apps/daemonset/strategy.go */
export const withTemplateGeneration = (set: KubernetesObject, live: KubernetesObject | undefined): KubernetesObject => {
  const said = Number(set.metadata.annotations?.[GENERATION] ?? 0) || 0;
  const before = Number(live?.metadata.annotations?.[GENERATION] ?? 0);
  const templateOf = (object: KubernetesObject | undefined): unknown => record(object?.['spec'])['template'];
  const changed = live !== undefined && !sameJson(templateOf(set), templateOf(live));
  const generation = live === undefined ? Math.max(1, said) : before + (changed ? 1 : 0);
  const annotations = { ...set.metadata.annotations, [GENERATION]: String(generation) };
  return { ...set, metadata: { ...set.metadata, annotations } };
};
