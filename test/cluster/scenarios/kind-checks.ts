import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterUnderTest } from '../cluster-under-test.ts';
import type { StepResult } from '../run-action.ts';
import type { Check, Surroundings } from '../scenario-run/check.ts';
import { openStage, type Stage } from '../scenario-run/stage.ts';
import { type Manifest, WEB, web } from './workload.ts';

const LABELS = { 'app.kubernetes.io/name': WEB };

/** The pods of `web`, run by a controller of another kind. */
export function ofKind(
  kind: 'StatefulSet' | 'DaemonSet',
  image: string,
  more: Readonly<Record<string, unknown>> = {},
): Manifest[] {
  return web({ image }).map((object): Manifest => {
    if (object.kind !== 'Deployment') return object;
    const { selector, template } = object.spec as { readonly selector: object; readonly template: object };
    return { ...object, kind, spec: { selector, template, ...more } };
  });
}

const statefulSet = (image: string) => ofKind('StatefulSet', image, { replicas: 3, serviceName: WEB });
const daemonSet = (image: string) => ofKind('DaemonSet', image);

interface Told {
  readonly outcome: string;
  readonly class?: string;
  readonly sentence?: RegExp;
  readonly within?: number;
}

/** @throws with all that is not as it must be, and the log. */
export function must(step: StepResult, wanted: Told): string {
  const { outcome = '', class: code = '', sentence = '' } = step.outputs;
  const problems = [
    ...(outcome === wanted.outcome ? [] : [`outcome is "${outcome}", wanted "${wanted.outcome}": ${sentence}`]),
    ...(code === (wanted.class ?? '') ? [] : [`class is "${code}", wanted "${wanted.class ?? ''}": ${sentence}`]),
    ...((wanted.sentence ?? /./).test(sentence) ? [] : [`the sentence is "${sentence}", wanted ${wanted.sentence}`]),
    ...(Number(step.outputs['seconds-to-verdict'] || 0) <= (wanted.within ?? 120)
      ? []
      : [`the verdict took ${step.outputs['seconds-to-verdict']} s, wanted at most ${wanted.within} s`]),
  ];
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\n${step.log}`);
  return `${step.outputs['seconds-to-verdict']} s: ${sentence}`;
}

interface PodSeen {
  readonly name: string;
  readonly uid: string;
  readonly ready: boolean;
  readonly image: string;
}

async function podsOf({ kubectl }: ClusterUnderTest, namespace: string): Promise<readonly PodSeen[]> {
  const { items } = (await kubectl.json('pods', '--namespace', namespace)) as {
    readonly items: readonly {
      readonly metadata: { readonly name: string; readonly uid: string };
      readonly spec: { readonly containers: readonly { readonly image: string }[] };
      readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
    }[];
  };
  return items.map(({ metadata, spec, status }) => ({
    ...metadata,
    image: spec.containers[0]?.image ?? '',
    ready: status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true,
  }));
}

const check = (
  name: string,
  id: string,
  all: (images: Surroundings['images']) => readonly Manifest[],
  run: (stage: Stage, around: Surroundings) => Promise<string>,
): Check => ({
  name: `kinds: ${name}`,
  async run(around) {
    const stage = await openStage(id, WEB, all(around.images), around);
    try {
      return await around.turns(() => run(stage, around));
    } finally {
      await stage.close();
    }
  },
});

export const withInit = (image: string, command: readonly string[]) =>
  web({ image, pod: { initContainers: [{ name: 'prepare', image, command }] } });
/** Ends twice, then serves: its count outlives the container, not the pod. */
export const healing = (image: string) =>
  web({
    image,
    replicas: 1,
    container: {
      command: [
        'sh',
        '-c',
        'n=$(cat /state/n || echo 0); echo $((n+1)) > /state/n; [ "$n" -ge 2 ] || exit 1; exec httpd -f -p 8080 -h /www',
      ],
      volumeMounts: [{ name: 'state', mountPath: '/state' }],
    },
    pod: { volumes: [{ name: 'state', emptyDir: {} }] },
  });
export const migration = (image: string, command: readonly string[]): Manifest => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'migrate', labels: LABELS, annotations: { 'sluice.dev/phase': 'pre-deploy' } },
  spec: {
    backoffLimit: 0,
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'migrate', image, command }] } },
  },
});

/** What a rollout meets besides Deployments, on a real kubelet. */
export const KIND_CHECKS: readonly Check[] = [
  check(
    'a StatefulSet goes back from a broken release with no other pod touched than the one that was stuck',
    'sts',
    (images) => [...statefulSet(images('first')), ...statefulSet(images('crashing'))],
    async (stage, { images, cluster }) => {
      must(await stage.rollOut(statefulSet(images('first'))), { outcome: 'complete' });
      const before = await podsOf(cluster, stage.namespace);
      const said = must(await stage.rollOut(statefulSet(images('crashing'))), {
        outcome: 'rolled-back',
        class: 'crash-loop',
        within: 45,
      });
      const after = await podsOf(cluster, stage.namespace);
      const touched = after.filter(({ uid }) => !before.some((pod) => pod.uid === uid)).map(({ name }) => name);
      const bad = after.filter(({ ready, image }) => !ready || image !== images('first'));
      if (after.length !== 3 || bad.length > 0 || touched.join() !== 'web-2')
        throw new Error(`Pods after it: ${JSON.stringify(after)}; touched: ${touched.join()}`);
      return said;
    },
  ),
  check(
    'a DaemonSet that crashes is rolled back',
    'ds',
    (images) => [...daemonSet(images('first')), ...daemonSet(images('crashing'))],
    async (stage, { images }) => {
      must(await stage.rollOut(daemonSet(images('first'))), { outcome: 'complete' });
      return must(await stage.rollOut(daemonSet(images('crashing'))), {
        outcome: 'rolled-back',
        class: 'crash-loop',
        within: 45,
      });
    },
  ),
  check(
    'an init container that fails is named, and the release is rolled back',
    'init',
    (images) => web({ image: images('first') }),
    async (stage, { images }) => {
      must(await stage.rollOut(web({ image: images('first') })), { outcome: 'complete' });
      return must(await stage.rollOut(withInit(images('second'), ['sh', '-c', 'echo no schema; exit 2'])), {
        outcome: 'rolled-back',
        class: 'init-failed',
        sentence: /"prepare".*exit code 2/,
        within: 45,
      });
    },
  ),
  check(
    'a first release that crashes is left as it is, because there is nothing to return to',
    'first-deploy',
    (images) => web({ image: images('crashing') }),
    async (stage, { images, cluster }) => {
      const step = await stage.rollOut(web({ image: images('crashing') }));
      const said = must(step, { outcome: 'failed', class: 'crash-loop', within: 45 });
      if (
        step.outputs['rollback-outcome'] !== 'none-first-deploy' ||
        (await podsOf(cluster, stage.namespace)).length === 0
      )
        throw new Error(`rollback-outcome is "${step.outputs['rollback-outcome']}"; pods must be kept.\n${step.log}`);
      return said;
    },
  ),
  check(
    'a process that ends twice and then serves is complete: what heals by itself is no failure',
    'heals',
    (images) => healing(images('second')),
    async (stage, { images }) => {
      must(await stage.rollOut(web({ image: images('first'), replicas: 1 })), { outcome: 'complete' });
      return must(await stage.rollOut(healing(images('second'))), { outcome: 'complete', within: 75 });
    },
  ),
  check(
    'of two runs at once the newer one wins, and the older says so and undoes nothing',
    'two-runs',
    (images) => web({ image: images('first') }),
    async (stage, { images, cluster }) => {
      must(await stage.rollOut(web({ image: images('first') }), { 'stable-for': '2' }), { outcome: 'complete' });
      const older = stage.rollOut(web({ image: images('second') }), { 'stable-for': '20' });
      await sleep(3000);
      const newer = await stage.rollOut(web({ image: images('second'), replicas: 3 }), { 'stable-for': '2' });
      const said = must(newer, { outcome: 'complete' });
      must(await older, { outcome: 'superseded' });
      const pods = await podsOf(cluster, stage.namespace);
      const serving = pods.filter(({ ready, image }) => ready && image === images('second'));
      if (serving.length !== 3) throw new Error(`Pods after it: ${JSON.stringify(pods)}`);
      return said;
    },
  ),
  check(
    'a Job before the release that fails stops it, with its last words',
    'job',
    (images) => [...web({ image: images('first') }), migration(images('first'), [])],
    async (stage, { images }) => {
      must(await stage.rollOut(web({ image: images('first') })), { outcome: 'complete' });
      const broken = migration(images('first'), ['sh', '-c', 'echo relation users exists; exit 3']);
      return must(await stage.rollOut([...web({ image: images('second') }), broken]), {
        outcome: 'rolled-back',
        class: 'job-failed',
        sentence: /relation users exists/,
        within: 30,
      });
    },
  ),
];
