import type { RolloutCase } from './rollout-case.ts';
import { type Images, type Manifest, web } from './workload.ts';

const before = (images: Images) => web({ image: images('first'), replicas: 1 });

const withClaim = (image: string, spec: object): readonly Manifest[] => [
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } }, ...spec },
  },
  ...web({
    image,
    replicas: 1,
    container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
    pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
    spec: { progressDeadlineSeconds: 120 },
  }),
];

/** Pods that get no node or no volume. */
export const PLACEMENT_CASES: readonly RolloutCase[] = [
  {
    name: 'S13 a pod that no node takes, in the words of the scheduler',
    id: 's13',
    before,
    release: (images) => web({ image: images('second'), replicas: 1, pod: { nodeSelector: { disk: 'golden' } } }),
    inputs: { graces: 'unschedulable:20' },
    expected: {
      outcome: 'rolled-back',
      class: 'unschedulable',
      sentence: /pod "web-.*node selector|pod "web-.*node affinity/i,
      verdictWithin: 30,
    },
  },
  {
    name: 'a volume whose storage class does not exist',
    id: 'no-class',
    before,
    release: (images) => withClaim(images('second'), { storageClassName: 'golden' }),
    expected: {
      outcome: 'rolled-back',
      class: 'pvc-pending',
      sentence: /"data".*"golden" not found/,
      verdictWithin: 75,
    },
  },
  {
    name: 'a volume without a storage class, where there is no default one',
    id: 'classless',
    before,
    release: (images) => withClaim(images('second'), {}),
    expected: {
      outcome: 'rolled-back',
      class: 'pvc-pending',
      sentence: /"data".*no storage class is set/,
      verdictWithin: 75,
    },
  },
  {
    name: 'a folder of the node that is not there',
    id: 'no-folder',
    before,
    release: (images) =>
      web({
        image: images('second'),
        replicas: 1,
        container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
        pod: { volumes: [{ name: 'data', hostPath: { path: '/no/such/folder', type: 'Directory' } }] },
        spec: { progressDeadlineSeconds: 120 },
      }),
    inputs: { graces: 'mount-failed:20' },
    expected: {
      outcome: 'rolled-back',
      class: 'volume-failed',
      sentence: /volume of pod "web-.*hostPath type check failed/,
      verdictWithin: 30,
    },
  },
  {
    name: 'a pod that its node does not begin',
    id: 'rejected',
    before,
    release: (images) =>
      web({
        image: images('second'),
        replicas: 1,
        pod: { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '65536' }] } },
      }),
    expected: {
      outcome: 'rolled-back',
      class: 'evicted',
      sentence: /Nodes rejected 5 pods.*forbidden sysctl/,
      verdictWithin: 30,
    },
  },
];
