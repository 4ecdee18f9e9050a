import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterUnderTest } from '../../cluster/cluster-under-test.ts';
import { type Images, type Manifest, WEB } from '../../cluster/scenarios/workload.ts';
import type { BenchClass, ClassImages, LiveObject } from './bench-class.ts';
import type { Contender, Contest, Judged } from './contender.ts';
import { follow } from './followed.ts';
import { lateImage } from './late-image.ts';
import { marked } from './marked.ts';

export type Shown = Judged & {
  readonly contender: Contender;
  readonly restored: number | undefined;
  readonly untrue: string | undefined;
};

/** Has every tool roll the same release out at the same time, each in a namespace of its own.
 *  @throws when one of them cannot roll out the release before */
export async function runClass(
  benchClass: BenchClass,
  contenders: readonly Contender[],
  { cluster, named }: { readonly cluster: ClusterUnderTest; readonly named: Images },
): Promise<readonly Shown[]> {
  const { limits, later, meanwhile } = benchClass;
  const late = later?.kind === 'push' ? await lateImage(cluster) : undefined;
  const images: ClassImages = { named, late: late?.reference ?? '' };
  const before = marked(benchClass.before(named), 'before', limits);
  const after = marked(benchClass.after(images), 'after', limits);
  const contests: { readonly contender: Contender; readonly contest: Contest }[] = [];
  try {
    for (const contender of contenders)
      contests.push({ contender, contest: await contender.enter(benchClass, [...before, ...after]) });
    await Promise.all(
      contests.map(async ({ contest }) => {
        if (benchClass.firstBy === 'kubectl') await firstByKubectl(cluster, contest.namespace, before);
        else await contest.prepare(before);
        if (meanwhile !== undefined) await cluster.kubectl.apply(meanwhile, '--namespace', contest.namespace);
      }),
    );
    const healing = heal(
      benchClass,
      cluster,
      contests.map(({ contest }) => contest.namespace),
      late?.push,
    );
    const shown = await Promise.all(
      contests.map(async ({ contender, contest }) => ({
        contender,
        contest,
        ...(await timed(contest, contender, after, benchClass, cluster)),
      })),
    );
    await healing;
    return await Promise.all(
      shown.map(async ({ contest, ...each }) => ({
        ...each,
        untrue: await untrueOf(each, contest, benchClass, cluster),
      })),
    );
  } finally {
    await Promise.all(contests.map(({ contest }) => contest.close()));
  }
}

async function timed(
  contest: Contest,
  { restores }: Contender,
  after: readonly Manifest[],
  benchClass: BenchClass,
  { kubectl }: ClusterUnderTest,
): Promise<Judged & { readonly restored: number | undefined }> {
  const { kind, limits } = benchClass;
  const followed = await follow(kubectl, contest.namespace, benchClass);
  try {
    const start = Date.now();
    const judged = await contest.deploy(after, () => followed.firstWrite(start));
    if (kind !== 'broken') return { ...judged, restored: undefined };
    while (restores && followed.restored(start) === undefined && Date.now() < start + limits.cut * 1000)
      await sleep(50);
    return { ...judged, restored: followed.restored(start) };
  } finally {
    await followed.stop();
  }
}

/** What happens to the release from outside, in time. */
async function heal(
  { later }: BenchClass,
  { kubectl }: ClusterUnderTest,
  namespaces: readonly string[],
  push: (() => Promise<void>) | undefined,
): Promise<void> {
  if (later === undefined) return;
  await sleep(later.seconds * 1000);
  if (later.kind === 'push') return await push?.();
  if (later.kind === 'foreign')
    await Promise.all(namespaces.map((namespace) => kubectl(...later.args, '--namespace', namespace)));
  else await Promise.all(namespaces.map((namespace) => kubectl.apply(later.objects, '--namespace', namespace)));
}

/** As people begin, before they have any other tool. */
async function firstByKubectl(
  { kubectl }: ClusterUnderTest,
  namespace: string,
  objects: readonly Manifest[],
): Promise<void> {
  await kubectl.apply(objects, '--namespace', namespace);
  await kubectl('rollout', 'status', `deployment/${WEB}`, '--timeout=120s', '--namespace', namespace);
}

async function untrueOf(
  { verdict, contender }: Judged & { readonly contender: Contender },
  { namespace }: Contest,
  { truth }: BenchClass,
  { kubectl }: ClusterUnderTest,
): Promise<string | undefined> {
  if (truth === undefined) return undefined;
  const { items } = (await kubectl.json('deployments,configmaps', '--namespace', namespace)) as {
    readonly items: readonly LiveObject[];
  };
  return truth(verdict, items, contender);
}
