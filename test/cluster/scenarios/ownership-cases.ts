import type { Place, RolloutCase } from './rollout-case.ts';
import { type Images, type Manifest, WEB, web } from './workload.ts';

const KEEP = { name: 'KEEP', value: 'a' };
const FEATURE = { name: 'FEATURE_X', value: 'on' };

/** As a tool writes objects from the client side, and their pods are ready. */
const by =
  (objects: (images: Images) => readonly Manifest[], ...command: readonly string[]) =>
  async ({ kubectl, namespace, images }: Place): Promise<void> => {
    const written = objects(images);
    if (command.length === 0) await kubectl.apply(written, '--namespace', namespace);
    else await kubectl.create(written, ...command, '--namespace', namespace);
    await kubectl('rollout', 'status', `deployment/${WEB}`, '--timeout=60s', '--namespace', namespace);
  };

const release = (images: Images): readonly Manifest[] => web({ image: images('second'), container: { env: [KEEP] } });
const adopted = (images: Images): readonly Manifest[] =>
  web({ image: images('first'), container: { env: [KEEP, FEATURE] } });

interface Pods {
  readonly spec: {
    readonly replicas: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly { readonly name: string; readonly env?: readonly { readonly name: string }[] }[];
      };
    };
  };
}

/** @returns what its containers and their variables are beside the wanted ones */
const madeOf =
  (...wanted: readonly string[]) =>
  async ({ kubectl, namespace }: Place): Promise<readonly string[]> => {
    const { spec } = (await kubectl.json('deployment', WEB, '--namespace', namespace)) as Pods;
    const seen = spec.template.spec.containers.flatMap(({ name, env = [] }) => [name, ...env.map((one) => one.name)]);
    return seen.join() === wanted.join()
      ? []
      : [`its pods are made of ${seen.join(', ')}, wanted ${wanted.join(', ')}`];
  };

const complete: RolloutCase['expected'] = {
  outcome: 'complete',
  class: '',
  sentence: /Deployment "web"/,
  verdictWithin: 60,
};

/** First contact with what others have written, and fields that somebody else is to own. */
export const OWNERSHIP_CASES: readonly RolloutCase[] = [
  {
    name: 'what kubectl applied and the manifests no longer have is gone',
    id: 'own-env',
    prepare: by(adopted),
    release,
    expected: complete,
    after: madeOf(WEB, 'KEEP'),
  },
  {
    name: 'a container that kubectl applied under another name is gone',
    id: 'own-renamed',
    prepare: by((images) => web({ image: images('first'), container: { name: 'old' } })),
    release: (images) => web({ image: images('second') }),
    expected: complete,
    after: madeOf(WEB),
  },
  {
    name: 'a value that kubectl applied becomes a reference',
    id: 'own-union',
    prepare: by((images) => web({ image: images('first'), container: { env: [{ name: 'KEEP', value: 'x' }] } })),
    release: (images) =>
      web({
        image: images('second'),
        container: { env: [{ name: 'KEEP', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
      }),
    expected: complete,
    after: madeOf(WEB, 'KEEP'),
  },
  {
    name: 'what another tool owns is refused with the switch that takes over from it',
    id: 'own-refused',
    prepare: by(adopted, '--field-manager=helm'),
    release,
    expected: {
      outcome: 'refused',
      class: '',
      sentence: /--take-over helm .*containers\[name="web"\]\.env\[name="FEATURE_X"\] belongs to "helm"/,
      verdictWithin: 3,
    },
    after: madeOf(WEB, 'KEEP', 'FEATURE_X'),
  },
  {
    name: 'what another tool owns is taken over where its name was given',
    id: 'own-taken',
    prepare: by(adopted, '--field-manager=helm'),
    release,
    inputs: { 'take-over': 'helm' },
    expected: complete,
    after: madeOf(WEB, 'KEEP'),
  },
  {
    name: 'an object whose book of owners was wiped is taken over without asking',
    id: 'own-wiped',
    prepare: async (place) => {
      await by(adopted, '--field-manager=helm')(place);
      const wiped = JSON.stringify({ metadata: { managedFields: [{}] } });
      await place.kubectl('patch', 'deployment', WEB, '--type=merge', '--patch', wiped, '--namespace', place.namespace);
    },
    release,
    expected: complete,
    after: madeOf(WEB, 'KEEP'),
  },
  {
    name: 'a number of pods that is left to an autoscaler never changes by that',
    id: 'own-replicas',
    before: (images) => web({ image: images('first'), replicas: 3 }),
    release: (images) => [
      ...web({ image: images('first'), replicas: null }),
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: WEB },
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: WEB },
          minReplicas: 3,
          maxReplicas: 5,
        },
      },
    ],
    expected: complete,
    after: async ({ kubectl, namespace }) => {
      const events = await kubectl('get', 'events', '--namespace', namespace, '--output=jsonpath={.items[*].message}');
      const { spec } = (await kubectl.json('deployment', WEB, '--namespace', namespace)) as Pods;
      return [
        ...(spec.replicas === 3 ? [] : [`it has ${spec.replicas} replicas, wanted 3`]),
        ...(/scaled down/i.test(events) ? [`pods were taken away: ${events}`] : []),
      ];
    },
  },
];
