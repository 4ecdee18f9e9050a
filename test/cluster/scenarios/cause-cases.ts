import type { RolloutCase } from './rollout-case.ts';
import { daemonSet, type Images, WEB, type WebOptions, web } from './workload.ts';

const before = (images: Images) => web({ image: images('first') });
const SURGES = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const script = (text: string) => ['sh', '-c', text];

const READY = { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1 };
const PATIENT = { progressDeadlineSeconds: 600 };
/** Host ports would do the same, but kubectl is timed on the same node. */
const ONE_A_NODE = {
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { 'app.kubernetes.io/name': WEB } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  },
};
const FLAPS =
  'mkdir -p /tmp; cp -r /www /tmp/www; httpd -p 8080 -h /tmp/www; while :; do sleep 4; rm /tmp/www/ready; sleep 3; echo yes > /tmp/www/ready; done';
const MADE = { volumeMounts: [{ name: 'made', mountPath: '/made' }] };
const OTHER_PROGRAM: WebOptions['container'] = { ...MADE, command: ['/made/program'] };
/** A program that no kernel runs. */
const MADE_BEFORE = (image: string) => ({
  volumes: [{ name: 'made', emptyDir: {} }],
  initContainers: [
    { name: 'make', image, ...MADE, command: script('head -c 300 /dev/zero > /made/program; chmod +x /made/program') },
  ],
});

/** Failures whose cause is easily missed. */
export const CAUSE_CASES: readonly RolloutCase[] = [
  {
    name: 'R1 a DaemonSet that surges and crashes is rolled back to the pods that it kept',
    id: 'r1',
    before: (images) => daemonSet({ image: images('first') }, SURGES),
    release: (images) => daemonSet({ image: images('crashing') }, SURGES),
    expected: {
      outcome: 'rolled-back',
      class: 'crash-loop',
      sentence: /The last good state .* runs again/,
      verdictWithin: 45,
    },
  },
  {
    name: 'R17 the last words are told after a line of ten megabytes',
    id: 'r17-long-line',
    before,
    release: (images) =>
      web({
        image: images('second'),
        container: { command: script('head -c 10000000 /dev/zero | tr "\\\\0" x; echo; echo no database; exit 1') },
      }),
    expected: {
      outcome: 'rolled-back',
      class: 'crash-loop',
      sentence: /It said: "no database"/,
      verdictWithin: 60,
    },
  },
  {
    name: 'R17 a place that our own old pod holds is told with what helps',
    id: 'r17-place',
    before: (images) => web({ image: images('first'), replicas: 1, pod: ONE_A_NODE }),
    release: (images) => web({ image: images('second'), replicas: 1, pod: ONE_A_NODE, spec: PATIENT }),
    expected: {
      outcome: 'rolled-back',
      class: 'unschedulable',
      sentence: /rule of spreading counts our own old pod/,
      summary: /matchLabelKeys/,
      verdictWithin: 75,
    },
  },
  {
    name: 'R17 readiness that flaps is told in a minute',
    id: 'r17-flaps',
    before: (images) => web({ image: images('first'), replicas: 1 }),
    release: (images) =>
      web({
        image: images('second'),
        replicas: 1,
        container: { command: script(FLAPS), readinessProbe: { ...READY, failureThreshold: 1 } },
        spec: PATIENT,
      }),
    expected: {
      outcome: 'rolled-back',
      class: 'flapping',
      sentence: /became ready \d+ times and lost it each time/,
      verdictWithin: 80,
    },
  },
  {
    name: 'R17 a program of another platform is told with the platform of its node',
    id: 'r17-platform',
    before,
    release: (images) => web({ image: images('second'), container: OTHER_PROGRAM, pod: MADE_BEFORE(images('second')) }),
    expected: {
      outcome: 'rolled-back',
      class: 'crash-loop',
      sentence: /It said: "exec \/made\/program: exec format error"/,
      summary: /platform of its node/,
      verdictWithin: 60,
    },
  },
  {
    name: 'R20 a crash after 20 s is seen by a longer look, and goes back',
    id: 'r20',
    before: (images) => web({ image: images('first'), replicas: 1 }),
    release: (images) =>
      web({
        image: images('second'),
        replicas: 1,
        container: { command: script('httpd -p 8080 -h /www; sleep 20; echo connection timed out; exit 1') },
      }),
    inputs: { 'watch-after': '60' },
    expected: {
      outcome: 'rolled-back',
      class: 'crash-loop',
      sentence: /^It was complete, and failed later: .*connection timed out/,
      verdictWithin: 60,
    },
  },
];
