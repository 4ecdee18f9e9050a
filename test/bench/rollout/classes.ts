import { absent } from '../../cluster/scenarios/absent-image.ts';
import { failsFirst, SERVE, STATE } from '../../cluster/scenarios/healing-cases.ts';
import { ROLLOUT_SCENARIOS } from '../../cluster/scenarios/rollout-scenarios.ts';
import {
  daemonSet,
  type Images,
  type Manifest,
  migration,
  statefulSet,
  WEB,
  web,
} from '../../cluster/scenarios/workload.ts';
import { type BenchClass, DEFAULTS, type Later, SHORT } from './bench-class.ts';

type Followed = BenchClass['followed'];
const DEPLOYMENT: Followed = ['deployment', WEB];
const first = (images: Images) => web({ image: images('first') });

/** The last attempt of a story that the cluster's tests tell, too. */
function ofScenario(id: string, label: string, kind: BenchClass['kind'] = 'broken'): BenchClass {
  const scenario = ROLLOUT_SCENARIOS.find((each) => each.id === id);
  const last = scenario?.attempts.at(-1);
  if (scenario === undefined || last === undefined) throw new Error(`There is no scenario "${id}".`);
  const { before, meanwhile } = scenario;
  return {
    id,
    label,
    kind,
    followed: DEPLOYMENT,
    limits: SHORT,
    before,
    after: ({ named }) => last.manifests(named),
    ...(meanwhile === undefined ? {} : { meanwhile }),
  };
}

const broken = (id: string, label: string, after: (images: Images) => readonly Manifest[]): BenchClass => ({
  id,
  label,
  kind: 'broken',
  followed: DEPLOYMENT,
  limits: SHORT,
  before: first,
  after: ({ named }) => after(named),
});

const heals = (id: string, label: string, after: BenchClass['after'], later?: Later): BenchClass => ({
  ...broken(id, label, first),
  kind: 'heals',
  after,
  ...(later === undefined ? {} : { later }),
});

const readyAfter = (seconds: number): string =>
  `cp -r /www /state/www; rm /state/www/ready; (sleep ${seconds}; echo yes > /state/www/ready) & exec httpd -f -p 8080 -h /state/www`;

/** Every class that a real cluster can be brought to, as everybody's objects. */
export const CLASSES: readonly BenchClass[] = [
  ofScenario('good', 'good release', 'good'),
  ofScenario('image-not-found', 'image that nobody pushed'),
  broken('invalid-image', 'image name that is none', () => web({ image: 'Registry/APP:Bad Tag' })),
  ofScenario('crash-loop', 'process that ends at once'),
  ofScenario('oom', 'out of memory'),
  ofScenario('config-missing', 'Secret that is not there'),
  ofScenario('container-create', 'command that is not in the image'),
  ofScenario('never-ready', 'readiness that never succeeds'),
  broken('init-failed', 'init container that fails', (images) =>
    web({
      image: images('second'),
      pod: {
        initContainers: [{ name: 'prepare', image: images('second'), command: ['sh', '-c', 'echo no schema; exit 2'] }],
      },
    }),
  ),
  { ...ofScenario('quota', 'quota without room'), id: 'create-refused' },
  broken('unschedulable', 'node that is not there', (images) =>
    web({ image: images('second'), pod: { nodeSelector: { 'sluice.test/node': 'none' } } }),
  ),
  broken('liveness-kill', 'liveness that kills before it is ready', (images) =>
    web({
      image: images('second'),
      readinessPath: '/nowhere',
      container: {
        livenessProbe: { httpGet: { path: '/nowhere', port: 8080 }, periodSeconds: 2, failureThreshold: 2 },
      },
    }),
  ),
  {
    ...broken('statefulset', 'StatefulSet with an image that nobody pushed', (images) =>
      statefulSet({ image: absent(images('second')) }),
    ),
    followed: ['statefulset', WEB],
    before: (images) => statefulSet({ image: images('first') }),
  },
  {
    ...broken('daemonset', 'DaemonSet that crashes', (images) => daemonSet({ image: images('crashing') })),
    followed: ['daemonset', WEB],
    before: (images) => daemonSet({ image: images('first') }),
  },
  {
    ...broken('job-failed', 'Job that fails', (images) => [
      ...web({ image: images('second') }),
      migration(images('first'), 'echo relation users exists; exit 3'),
    ]),
    followed: ['job', 'migrate'],
  },
  { ...ofScenario('crash-loop', 'process that ends at once, defaults everywhere'), id: 'defaults', limits: DEFAULTS },
  {
    ...heals('crashes-twice', 'ends twice, then runs', ({ named }) =>
      web({
        image: named('second'),
        replicas: 1,
        container: { ...STATE.container, command: failsFirst(2, SERVE) },
        pod: STATE.pod,
      }),
    ),
    before: (images) => web({ image: images('first'), replicas: 1 }),
  },
  heals('late-image', 'image that is pushed after 15 s', ({ late }) => web({ image: late }), {
    kind: 'push',
    seconds: 15,
  }),
  {
    ...ofScenario('config-missing', 'Secret that comes after 10 s', 'heals'),
    id: 'late-secret',
    later: {
      kind: 'objects',
      seconds: 10,
      objects: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'credentials' }, spec: undefined }],
    },
  },
  heals('slow-readiness', 'ready after 40 s', ({ named }) =>
    web({
      image: named('second'),
      container: {
        command: ['sh', '-c', readyAfter(40)],
        volumeMounts: [{ name: 'state', mountPath: '/state' }],
      },
      pod: { volumes: [{ name: 'state', emptyDir: {} }] },
    }),
  ),
];
