import type { Place, RolloutCase } from './rollout-case.ts';
import { type Images, type Manifest, WEB, web } from './workload.ts';

const RECREATE = { strategy: { type: 'Recreate' } };
const AUTOSCALER: Manifest = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: WEB },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: WEB }, minReplicas: 1, maxReplicas: 1 },
};
const DENY: Manifest = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny-all' },
  spec: { podSelector: {} },
};
const settings = (value: string, more: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  data: { value },
  ...more,
});
const first = (images: Images) => web({ image: images('first'), replicas: 3 });

const undone = (sentence: RegExp): RolloutCase['expected'] => ({
  outcome: 'rolled-back',
  class: 'crash-loop',
  sentence,
  verdictWithin: 40,
});

/** @returns a problem when what kubectl prints is not this. */
const seen = async ({ kubectl, namespace }: Place, wanted: string, ...asked: string[]): Promise<readonly string[]> => {
  const text = (await kubectl('get', ...asked, '--namespace', namespace)).trim();
  return text === wanted ? [] : [`"kubectl get ${asked.join(' ')}" says ${JSON.stringify(text)}, wanted "${wanted}"`];
};

/** Unions that change, what only a failed release brought, and what a release no longer has. */
export const WAY_BACK_CASES: readonly RolloutCase[] = [
  {
    name: 'a failed release without the strategy Recreate goes back to it',
    id: 'union-back',
    before: (images) => web({ image: images('first'), spec: RECREATE }),
    release: (images) => web({ image: images('crashing') }),
    expected: undone(/runs again\./),
    after: (place) => seen(place, '{"type":"Recreate"}', 'deployment', WEB, '--output=jsonpath={.spec.strategy}'),
  },
  {
    name: 'the default strategy becomes Recreate',
    id: 'union-forward',
    before: (images) => web({ image: images('first') }),
    release: (images) => web({ image: images('second'), spec: RECREATE }),
    expected: { outcome: 'complete', class: '', sentence: /Deployment "web"/, verdictWithin: 60 },
    after: (place) => seen(place, '{"type":"Recreate"}', 'deployment', WEB, '--output=jsonpath={.spec.strategy}'),
  },
  {
    name: 'an autoscaler and a network policy that only the failed release brought go with it, and three pods run again',
    id: 'brought',
    before: first,
    release: (images) => [...web({ image: images('crashing'), replicas: 3 }), AUTOSCALER, DENY, settings('a')],
    expected: undone(/Deleted, because only this release had brought it: HorizontalPodAutoscaler "web"/),
    after: async (place) => [
      ...(await seen(place, '3', 'deployment', WEB, '--output=jsonpath={.spec.replicas}')),
      ...(await seen(place, '', 'horizontalpodautoscaler,networkpolicy', '--output=name')),
    ],
  },
  {
    name: 'a ConfigMap that a release no longer has is named and left',
    id: 'dropped',
    before: (images) => [...first(images), settings('a')],
    release: (images) => web({ image: images('second'), replicas: 3 }),
    expected: {
      outcome: 'complete',
      class: '',
      sentence: /No longer in the manifests, and left: ConfigMap "settings"/,
      verdictWithin: 60,
    },
    after: (place) => seen(place, 'configmap/settings', 'configmap', 'settings', '--output=name'),
  },
  {
    name: 'it is deleted where that is wished',
    id: 'pruned',
    before: (images) => [...first(images), settings('a')],
    release: (images) => web({ image: images('second'), replicas: 3 }),
    inputs: { prune: 'true' },
    expected: {
      outcome: 'complete',
      class: '',
      sentence: /No longer in the manifests, and deleted: ConfigMap "settings"/,
      verdictWithin: 60,
    },
    after: (place) => seen(place, '', 'configmap', 'settings', '--ignore-not-found', '--output=name'),
  },
  {
    name: 'a release that seals a ConfigMap has no way back and is refused before the first write',
    id: 'sealed',
    before: (images) => [...first(images), settings('a')],
    release: (images) => [...web({ image: images('crashing'), replicas: 3 }), settings('b', { immutable: true })],
    expected: {
      outcome: 'refused',
      class: '',
      sentence: /ConfigMap "settings": "immutable" becomes true.*--no-rollback/,
      verdictWithin: 10,
    },
    after: (place) => seen(place, 'a', 'configmap', 'settings', '--output=jsonpath={.data.value}'),
  },
];
