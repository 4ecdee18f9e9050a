import type { Place, RolloutCase } from './rollout-case.ts';
import { type Images, type Manifest, statefulSet, WEB, web } from './workload.ts';

const before = (images: Images) => web({ image: images('first') });
const complete = (verdictWithin: number, sentence = /Deployment "web"/): RolloutCase['expected'] => ({
  outcome: 'complete',
  class: '',
  sentence,
  verdictWithin,
});

const autoscaler: Manifest = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: WEB },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: WEB }, minReplicas: 3, maxReplicas: 5 },
};

const replicasOf = async ({ kubectl, namespace }: Place): Promise<string> =>
  await kubectl('get', 'deployment', WEB, '--namespace', namespace, '--output=jsonpath={.spec.replicas}');

/** Changes of another kind than a new image, all of them good. */
export const CHANGE_CASES: readonly RolloutCase[] = [
  {
    name: 'the same release again is complete at once, because nothing had to change',
    id: 'unchanged',
    before,
    release: before,
    expected: complete(2, /Deployment "web".* already ran this release/),
  },
  {
    name: 'an annotation of the Deployment alone',
    id: 'annotation',
    before,
    release: (images) =>
      before(images).map((object) => ({ ...object, metadata: { ...object.metadata, annotations: { team: 'shop' } } })),
    expected: complete(5),
  },
  {
    name: 'a Deployment without replicas is complete at once',
    id: 'none',
    before,
    release: (images) => web({ image: images('second'), replicas: 0 }),
    expected: complete(5),
  },
  {
    name: 'two replicas become five of the same release',
    id: 'scale',
    before,
    release: (images) => web({ image: images('first'), replicas: 5 }),
    expected: complete(40, /5 of 5/),
  },
  {
    name: 'an autoscaler keeps its number of replicas',
    id: 'autoscaler',
    before: (images) => [...web({ image: images('first'), replicas: null }), autoscaler],
    prepare: async ({ kubectl, namespace }) => {
      await kubectl(
        'wait',
        `deployment/${WEB}`,
        '--for=jsonpath={.status.readyReplicas}=3',
        '--timeout=60s',
        '--namespace',
        namespace,
      );
    },
    release: (images) => [...web({ image: images('second'), replicas: null }), autoscaler],
    expected: complete(60, /3 of 3/),
    after: async (place) => {
      const replicas = await replicasOf(place);
      return replicas === '3' ? [] : [`the Deployment has ${replicas} replicas, wanted the autoscaler's 3`];
    },
  },
  {
    name: 'a StatefulSet with a partition moves the pods above it alone',
    id: 'sts-partition',
    before: (images) => statefulSet({ image: images('first') }),
    release: (images) =>
      statefulSet({ image: images('second') }, { updateStrategy: { rollingUpdate: { partition: 2 } } }),
    expected: complete(60, /StatefulSet "web".*partition of 2/),
    after: async ({ kubectl, namespace, images }) => {
      const path = '{range .items[*]}{.metadata.name}={.spec.containers[0].image} {end}';
      const seen = await kubectl('get', 'pods', '--namespace', namespace, `--output=jsonpath=${path}`);
      const moved = seen.split(' ').filter((pod) => pod.endsWith(images('second')));
      return moved.length === 1 && moved[0]?.startsWith('web-2=') === true
        ? []
        : [`pods of the new release: ${moved.join(', ') || 'none'}, wanted web-2 alone`];
    },
  },
  {
    name: 'a good release of a StatefulSet',
    id: 'sts-good',
    before: (images) => statefulSet({ image: images('first') }),
    release: (images) => statefulSet({ image: images('second') }),
    expected: complete(60, /StatefulSet "web"/),
  },
];
