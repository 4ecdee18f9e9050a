import type { RolloutCase } from './rollout-case.ts';
import {
  daemonSet,
  type Images,
  type Manifest,
  migration,
  statefulSet,
  type WebOptions,
  web,
  withKeys,
} from './workload.ts';

const before = (images: Images) => web({ image: images('first') });
const settings: Manifest = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  data: { other: '1' },
};
const credentials = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'credentials' }, stringData: { other: '1' } };
const INIT_FAILS = (image: string) => ({
  initContainers: [{ name: 'prepare', image, command: ['sh', '-c', 'echo no schema; exit 2'] }],
});

/** Serves, leaves at once when it is told to, and never answers its liveness probe. */
const NEVER_ALIVE: WebOptions['container'] = {
  livenessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 1, failureThreshold: 3 },
  command: ['sh', '-c', 'trap "exit 0" TERM; httpd -p 8080 -h /www; while :; do sleep 0.2; done'],
};

/** Containers that cannot be created, cannot start, or do not stay. */
export const CONTAINER_CASES: readonly RolloutCase[] = [
  {
    name: 'S15 a StatefulSet whose last pod crashes goes back, with no other pod touched',
    id: 's15-crash',
    before: (images) => statefulSet({ image: images('first') }),
    release: (images) => statefulSet({ image: images('crashing') }),
    replaced: ['web-2'],
    expected: {
      outcome: 'rolled-back',
      class: 'crash-loop',
      sentence: /pod "web-2".*exit code 1/,
      verdictWithin: 45,
      rolledBackWithin: 60,
    },
  },
  {
    name: 'S17 a Job before the release that fails stops it, with its last words',
    id: 's17',
    before,
    release: (images) => [
      ...web({ image: images('second') }),
      migration(images('first'), 'echo relation users exists; exit 3'),
    ],
    expected: {
      outcome: 'rolled-back',
      class: 'job-failed',
      sentence: /Job "migrate-.*container "migrate".*exit code 3.*relation users exists/,
      verdictWithin: 10,
    },
  },
  {
    name: 'S16 a DaemonSet that crashes is rolled back',
    id: 's16',
    before: (images) => daemonSet({ image: images('first') }),
    release: (images) => daemonSet({ image: images('crashing') }),
    expected: {
      outcome: 'rolled-back',
      class: 'crash-loop',
      sentence: /container "web".*exit code 1/i,
      summary: /DATABASE_URL is not set/,
      verdictWithin: 45,
    },
  },
  {
    name: 'S18 an init container that fails is named, and the release is rolled back',
    id: 's18',
    before,
    release: (images) => web({ image: images('second'), pod: INIT_FAILS(images('second')) }),
    expected: {
      outcome: 'rolled-back',
      class: 'init-failed',
      sentence: /init container "prepare".*exit code 2/i,
      summary: /no schema/,
      verdictWithin: 45,
    },
  },
  {
    name: 'a hook after the start that fails',
    id: 'hook',
    before,
    release: (images) =>
      web({
        image: images('second'),
        container: { lifecycle: { postStart: { exec: { command: ['sh', '-c', 'echo no cache; exit 3'] } } } },
      }),
    expected: {
      outcome: 'rolled-back',
      class: 'crash-loop',
      sentence: /container "web".*postStart hook fails.*exited with 3/i,
      verdictWithin: 40,
    },
  },
  {
    name: 'an init container that does not end is named at the deadline',
    id: 'init-waits',
    before,
    release: (images) =>
      web({
        image: images('second'),
        pod: {
          initContainers: [{ name: 'wait', image: images('second'), command: ['sh', '-c', 'echo no db; sleep 600'] }],
        },
        spec: { progressDeadlineSeconds: 20 },
      }),
    expected: {
      outcome: 'rolled-back',
      class: 'deadline',
      sentence: /Init container "wait" of pod "web-.*had not ended yet/,
      summary: /no db/,
      verdictWithin: 30,
    },
  },
  {
    name: 'S19 a first release that crashes is left as it is, because there is nothing to return to',
    id: 's19',
    release: (images) => web({ image: images('crashing') }),
    expected: { outcome: 'failed', class: 'crash-loop', sentence: /container "web".*exit code 1/i, verdictWithin: 25 },
    after: async ({ kubectl, namespace }) => {
      const pods = await kubectl('get', 'pods', '--namespace', namespace, '--output=name');
      return pods.trim() === '' ? ['its pods are gone, wanted: kept for people to look at'] : [];
    },
  },
  {
    name: 'a StatefulSet that makes all its pods at once and crashes is rolled back',
    id: 'sts-parallel',
    before: (images) => statefulSet({ image: images('first') }, { podManagementPolicy: 'Parallel' }),
    release: (images) => statefulSet({ image: images('crashing') }, { podManagementPolicy: 'Parallel' }),
    expected: { outcome: 'rolled-back', class: 'crash-loop', sentence: /pod "web-\d".*exit code 1/, verdictWithin: 45 },
  },
  {
    name: 'a Deployment that is recreated and crashes is rolled back',
    id: 'recreate',
    before: (images) => web({ image: images('first'), spec: { strategy: { type: 'Recreate' } } }),
    release: (images) => web({ image: images('crashing'), spec: { strategy: { type: 'Recreate' } } }),
    expected: {
      outcome: 'rolled-back',
      class: 'crash-loop',
      sentence: /container "web".*exit code 1/i,
      verdictWithin: 45,
    },
  },
  {
    name: 'of two workloads one crashes: both go back, and the sentence names the one that did',
    id: 'two-workloads',
    before: (images) => [
      ...web({ image: images('first'), replicas: 1 }),
      ...web({ image: images('first'), name: 'worker', replicas: 1 }),
    ],
    release: (images) => [
      ...web({ image: images('second'), replicas: 1 }),
      ...web({ image: images('crashing'), name: 'worker', replicas: 1 }),
    ],
    expected: { outcome: 'rolled-back', class: 'crash-loop', sentence: /"worker".*exit code 1/, verdictWithin: 45 },
  },
  {
    name: 'a sidecar that crashes is named',
    id: 'sidecar',
    before,
    release: (images) =>
      web({
        image: images('second'),
        pod: { initContainers: [{ name: 'proxy', image: images('crashing'), restartPolicy: 'Always' }] },
      }),
    expected: {
      outcome: 'rolled-back',
      class: 'crash-loop',
      sentence: /container "proxy".*exit code 1/,
      verdictWithin: 45,
    },
  },
  {
    name: 'a liveness probe that kills a container which is never ready',
    id: 'liveness',
    before,
    release: (images) =>
      web({
        image: images('second'),
        readinessPath: '/nowhere',
        container: NEVER_ALIVE,
      }),
    expected: {
      outcome: 'rolled-back',
      class: 'liveness-kill',
      sentence: /container "web".*liveness probe.*\/healthz/i,
      verdictWithin: 45,
    },
  },
  {
    name: 'a liveness probe that kills a container which was ready',
    id: 'liveness-ready',
    before,
    release: (images) =>
      web({
        image: images('second'),
        container: NEVER_ALIVE,
      }),
    expected: {
      outcome: 'rolled-back',
      class: 'liveness-kill',
      sentence: /container "web".*liveness probe.*\/healthz/i,
      verdictWithin: 75,
    },
  },
  {
    name: 'a container that must not run as root, from an image that does',
    id: 'as-root',
    before,
    release: (images) => web({ image: images('second'), container: { securityContext: { runAsNonRoot: true } } }),
    expected: {
      outcome: 'rolled-back',
      class: 'container-create',
      sentence: /container "web".*runAsNonRoot/i,
      verdictWithin: 30,
    },
  },
  {
    name: 'a path in a volume that is made from a variable which is not set',
    id: 'sub-path',
    before,
    release: (images) =>
      web({
        image: images('second'),
        container: { volumeMounts: [{ name: 'data', mountPath: '/data', subPathExpr: '$(NOWHERE)' }] },
        pod: { volumes: [{ name: 'data', emptyDir: {} }] },
      }),
    expected: {
      outcome: 'rolled-back',
      class: 'container-create',
      sentence: /container "web".*(sub ?path|NOWHERE)/i,
      verdictWithin: 30,
    },
  },
  {
    name: 'a working directory that is a file of the image',
    id: 'working-dir',
    before,
    release: (images) => web({ image: images('second'), container: { workingDir: '/www/index.html' } }),
    expected: {
      outcome: 'rolled-back',
      class: 'container-create',
      sentence: /container "web".*index\.html/i,
      verdictWithin: 30,
    },
  },
  {
    name: 'a key that a ConfigMap does not have is refused before anything is written',
    id: 'no-key',
    before: (images) => [...before(images), settings],
    release: (images) => [
      ...web({
        image: images('second'),
        container: { env: [{ name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } }] },
      }),
      settings,
    ],
    expected: { outcome: 'refused', class: '', sentence: /key "level" of ConfigMap "settings"/, verdictWithin: 3 },
  },
  {
    name: 'a key that a Secret does not have',
    id: 'no-secret-key',
    before,
    meanwhile: [credentials],
    release: (images) =>
      web({
        image: images('second'),
        container: { env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'credentials', key: 'token' } } }] },
      }),
    expected: {
      outcome: 'rolled-back',
      class: 'config-missing',
      sentence: /container "web".*key token.*credentials/i,
      verdictWithin: 40,
    },
  },
  {
    name: 'a Secret for a volume that is not there',
    id: 'no-mount',
    before,
    release: (images) => withKeys(images('second')),
    expected: {
      outcome: 'rolled-back',
      class: 'config-missing',
      sentence: /container "web".*"certificate" not found/i,
      verdictWithin: 75,
    },
  },
];
