import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesObject } from '../../../engine/rollout/cluster.ts';
import { type RegistryDoor, registryDoor } from '../machine/registry-door.ts';
import type { StepResult } from '../run-action.ts';
import type { Place, RolloutCase } from '../scenarios/rollout-case.ts';
import { type Images, WEB } from '../scenarios/workload.ts';
import { podsByUid, stateProblems, written } from './case-state.ts';
import { Skipped, type Surroundings } from './check.ts';
import { type Baseline, kubectlTimes } from './kubectl-baseline.ts';
import { stepProblems } from './run-rollout.ts';
import { openStage, type Stage } from './stage.ts';

/** What a case showed. */
export interface CaseTold {
  readonly last: StepResult;
  readonly baseline: Baseline | undefined;
  /** Everything that is not as it must be; empty when the case passed. */
  readonly problems: readonly string[];
}

/** Milliseconds until every API server heeds a new admission policy, which it watches for. */
const POLICY_DELAY = 3_000;

/** Tells one case on a cluster: by the bundled action in one namespace, by kubectl in another at the same time.
 *  @throws {Skipped} where a registry's name cannot be made to mean another address. */
export async function runCase(one: RolloutCase, around: Surroundings, compared: boolean): Promise<CaseTold> {
  const { cluster, turns } = around;
  const door = await doorOf(one, around);
  const images = door?.images ?? around.images;
  try {
    const all = [...(one.before?.(images) ?? []), ...one.release(images)] as readonly KubernetesObject[];
    const stage = await openStage(one.id, WEB, all, around);
    const place: Place = { kubectl: cluster.kubectl, namespace: stage.namespace, images };
    const other: Place = { ...place, namespace: `${stage.namespace}-kubectl` };
    const beside = compared && isComparable(one, all);
    try {
      const [told, baseline] = await Promise.all([
        turns(() => tell(one, place, stage)),
        beside ? kubectlTimes(one, other) : undefined,
      ]);
      return { ...told, baseline };
    } finally {
      await stage.close();
      if (beside) await cluster.kubectl('delete', 'namespace', other.namespace, '--ignore-not-found', '--wait=false');
    }
  } finally {
    await door?.close();
  }
}

async function tell(one: RolloutCase, place: Place, stage: Stage): Promise<Pick<CaseTold, 'last' | 'problems'>> {
  const { kubectl, namespace, images } = place;
  const before = one.before?.(images);
  if (before !== undefined) {
    const last = await stage.rollOut(before, { 'stable-for': '1' });
    if (last.outputs['outcome'] !== 'complete')
      return { last, problems: [`The rollout before it ended "${last.outputs['outcome']}":\n${last.log}`] };
  }
  const clusterWide = one.clusterWide?.(namespace) ?? [];
  try {
    if (one.meanwhile !== undefined) await kubectl.apply(one.meanwhile, '--namespace', namespace);
    if (clusterWide.length > 0) {
      await kubectl.apply(clusterWide);
      await sleep(POLICY_DELAY);
    }
    await one.prepare?.(place);
    const was = await written(kubectl, namespace);
    const pods = await podsByUid(kubectl, namespace);
    const [last] = await Promise.all([stage.rollOut(one.release(images), one.inputs), one.during?.(place)]);
    const is = one.expected.outcome === 'refused' ? await written(kubectl, namespace) : was;
    const wanted = one.expected.outcome === 'complete' ? one.release(images) : (before ?? []);
    const held = one.prepare === undefined || one.expected.outcome === 'complete';
    const problems = [
      ...stepProblems(last, one.expected),
      ...(is === was ? [] : [`It wrote before it refused.\nBefore:\n${was}\nAfter:\n${is}`]),
      ...(held ? await stateProblems(kubectl, namespace, wanted) : []),
      ...(one.replaced === undefined ? [] : replacedProblems(one.replaced, pods, await podsByUid(kubectl, namespace))),
      ...((await one.after?.(place)) ?? []),
    ];
    return { last, problems: problems.length === 0 ? [] : [...problems, `Its log:\n${last.log}`] };
  } finally {
    for (const object of clusterWide) await remove(object, place);
  }
}

function replacedProblems(
  wanted: readonly string[],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const others = [...after].flatMap(([uid, name]) => (before.has(uid) ? [] : [name])).toSorted();
  return others.join() === wanted.join()
    ? []
    : [`pods that are others than before: ${others.join(', ') || 'none'}, wanted ${wanted.join(', ')}`];
}

/** kubectl refuses nothing, waits for no Job before it applies the rest, and would find the door open. */
const isComparable = ({ expected, registry }: RolloutCase, all: readonly KubernetesObject[]): boolean =>
  expected.outcome !== 'refused' && registry === undefined && !all.some(({ kind }) => kind === 'Job');

const remove = (object: object, { kubectl }: Place): Promise<string> => {
  const { kind, metadata } = object as KubernetesObject;
  return kubectl('delete', kind, metadata.name, '--ignore-not-found', '--wait=false');
};

/** A registry behind a door, for the image `second` alone. */
async function doorOf(
  { registry }: RolloutCase,
  { cluster, images }: Surroundings,
): Promise<{ readonly images: Images; readonly close: () => Promise<void> } | undefined> {
  if (registry === undefined) return undefined;
  if (cluster.nameRegistry === undefined)
    throw new Skipped('its registry has a name of its own, which only the cluster of "npm run cluster" gives');
  const [host = ''] = images('second').split('/');
  const door: RegistryDoor = await registryDoor(host, registry);
  // By its address, so that the step finds it, too; without a setting of its own that would mean the registry itself.
  const forget = await cluster.nameRegistry(door.address, door.address);
  return {
    images: (image) => (image === 'second' ? images(image).replace(host, door.address) : images(image)),
    close: async () => {
      await forget();
      await door.close();
    },
  };
}
