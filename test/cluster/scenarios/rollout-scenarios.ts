import { absent } from './absent-image.ts';
import type { Attempt, RolloutScenario } from './rollout-scenario.ts';
import { type Images, web } from './workload.ts';

const before = (images: Images) => web({ image: images('first') });

const imageNotFound: Attempt = {
  manifests: (images) => web({ image: absent(images('second')) }),
  expected: {
    outcome: 'rolled-back',
    class: 'image-not-found',
    sentence: /sha256:0{64}.*not found|not found.*sha256:0{64}/,
    verdictWithin: 20,
    rolledBackWithin: 30,
  },
};

const crashLoop: Attempt = {
  manifests: (images) => web({ image: images('crashing') }),
  expected: {
    outcome: 'rolled-back',
    class: 'crash-loop',
    sentence: /exit code 1/,
    summary: /DATABASE_URL is not set/,
    verdictWithin: 45,
  },
};

/** One story per failure that a rollout meets most. */
export const ROLLOUT_SCENARIOS: readonly RolloutScenario[] = [
  {
    name: 'S1 a good release is complete, and clients are served all the time',
    id: 'good',
    before,
    attempts: [
      {
        manifests: (images) => web({ image: images('second') }),
        expected: { outcome: 'complete', class: '', sentence: /web/, verdictWithin: 40, afterKubectl: 12 },
      },
    ],
    served: 'second',
  },
  {
    name: 'S2 an image that nobody pushed',
    id: 'image-not-found',
    before,
    attempts: [imageNotFound],
    served: 'first',
  },
  {
    name: 'S4 a process that ends right after its start',
    id: 'crash-loop',
    before,
    attempts: [crashLoop],
    served: 'first',
  },
  {
    name: 'S5 a process that takes more memory than it may',
    id: 'oom',
    before,
    attempts: [
      {
        manifests: (images) =>
          web({ image: images('hungry'), container: { resources: { limits: { memory: '32Mi' } } } }),
        expected: { outcome: 'rolled-back', class: 'oom', sentence: /32Mi/, verdictWithin: 45 },
      },
    ],
    served: 'first',
  },
  {
    name: 'a command that is not in the image',
    id: 'container-create',
    before,
    attempts: [
      {
        manifests: (images) => web({ image: images('second'), container: { command: ['/no-such-program'] } }),
        expected: { outcome: 'rolled-back', class: 'container-create', sentence: /no-such-program/, verdictWithin: 30 },
      },
    ],
    served: 'first',
  },
  {
    name: 'S6 a ConfigMap that is not there is refused before anything is written',
    id: 'refused',
    before,
    attempts: [
      {
        manifests: (images) =>
          web({ image: images('second'), container: { envFrom: [{ configMapRef: { name: 'settings' } }] } }),
        expected: { outcome: 'refused', class: '', sentence: /ConfigMap "settings"/, verdictWithin: 3 },
      },
    ],
    served: 'first',
  },
  {
    name: 'a Secret that is not there, which nobody may read beforehand',
    id: 'config-missing',
    before,
    attempts: [
      {
        manifests: (images) =>
          web({ image: images('second'), container: { envFrom: [{ secretRef: { name: 'credentials' } }] } }),
        expected: { outcome: 'rolled-back', class: 'config-missing', sentence: /credentials/, verdictWithin: 40 },
      },
    ],
    served: 'first',
  },
  {
    name: 'S8 a readiness probe that never succeeds',
    id: 'never-ready',
    before,
    attempts: [
      {
        manifests: (images) => web({ image: images('second'), readinessPath: '/nowhere' }),
        expected: { outcome: 'rolled-back', class: 'never-ready', sentence: /\/nowhere/, verdictWithin: 75 },
      },
    ],
    served: 'first',
  },
  {
    name: 'S10 a quota that leaves no room for the new pod',
    id: 'quota',
    before,
    meanwhile: [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'pods' }, spec: { hard: { pods: '2' } } }],
    attempts: [
      {
        manifests: (images) => web({ image: images('second') }),
        expected: { outcome: 'rolled-back', class: 'create-refused', sentence: /quota/i, verdictWithin: 20 },
      },
    ],
    served: 'first',
  },
  {
    name: 'a pod that nobody ever calls ready misses the deadline',
    id: 'deadline',
    before,
    attempts: [
      {
        manifests: (images) =>
          web({ image: images('second'), pod: { readinessGates: [{ conditionType: 'sluice.test/never' }] } }),
        expected: { outcome: 'rolled-back', class: 'deadline', sentence: /deadline of 60 s/, verdictWithin: 70 },
      },
    ],
    served: 'first',
  },
  {
    name: 'after two bad releases the tier is at the last good one, not at the one before',
    id: 'last-good',
    before,
    attempts: [imageNotFound, crashLoop],
    served: 'first',
  },
];
