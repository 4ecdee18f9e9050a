import type { Kubectl } from '../bring-up/kubectl.ts';
import { finish } from '../machine/command.ts';
import type { Place, RolloutCase } from '../scenarios/rollout-case.ts';
import type { RolloutScenario } from '../scenarios/rollout-scenario.ts';
import type { Images, Manifest } from '../scenarios/workload.ts';
import { workloadsOf } from './case-state.ts';

/** How `kubectl rollout status` judged the same objects. */
export interface Baseline {
  readonly verdict: 'complete' | 'failed' | 'none';
  readonly seconds: number;
  /** Its last line. */
  readonly said: string;
}

/** Longer than this nobody waits for a number that is only compared with. */
export const CUT = 90;

/** Does to a namespace of its own what the scenario does, with kubectl alone, and times the last step. */
export const kubectlBaseline = (
  kubectl: Kubectl,
  namespace: string,
  { before, meanwhile = [], attempts }: RolloutScenario,
  images: Images,
): Promise<Baseline> =>
  kubectlTimes(
    { before, meanwhile, release: (known) => attempts.at(-1)?.manifests(known) ?? [] },
    { kubectl, namespace, images },
  );

/** The same for a case. What it does while the release is rolled out is done here, too. */
export async function kubectlTimes(
  {
    before,
    meanwhile = [],
    clusterWide,
    prepare,
    during,
    release,
  }: Pick<RolloutCase, 'before' | 'meanwhile' | 'clusterWide' | 'prepare' | 'during' | 'release'>,
  place: Place,
): Promise<Baseline> {
  const { kubectl, namespace, images } = place;
  const inNamespace = ['--namespace', namespace];
  // Reading the schema first is no part of a rollout, and an embedded cluster has none to read.
  const apply = (objects: readonly object[]) => kubectl.apply(objects, '--validate=false', ...inNamespace);
  await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]);
  if (before !== undefined) {
    await apply(before(images));
    await status(place, before(images), 120);
  }
  if (meanwhile.length > 0) await apply(meanwhile);
  const wide = clusterWide?.(namespace) ?? [];
  if (wide.length > 0) await kubectl.apply(wide);
  try {
    await prepare?.(place);
    const start = performance.now();
    const objects = release(images);
    const [{ code, said }] = await Promise.all([
      apply(objects).then(() => status(place, objects, CUT)),
      during?.(place),
    ]);
    const seconds = (performance.now() - start) / 1000;
    return { verdict: code === 0 ? 'complete' : seconds >= CUT ? 'none' : 'failed', seconds, said };
  } finally {
    for (const object of wide as readonly { readonly kind: string; readonly metadata: { readonly name: string } }[])
      await kubectl('delete', object.kind, object.metadata.name, '--ignore-not-found', '--wait=false');
  }
}

/** Waits for every workload, one after the other, as people do. @returns how the first bad one ended, else the last one. */
async function status(
  { kubectl, namespace }: Place,
  objects: readonly Manifest[],
  seconds: number,
): Promise<{ readonly code: number | null; readonly said: string }> {
  let ended: { readonly code: number | null; readonly said: string } = { code: 0, said: '' };
  for (const { kind, metadata } of workloadsOf(objects)) {
    const target = `${kind.toLowerCase()}/${metadata.name}`;
    const { code, stdout, stderr } = await finish(
      kubectl.program,
      ['--kubeconfig', kubectl.kubeconfig, 'rollout', 'status', target, `--timeout=${seconds}s`, '-n', namespace],
      { env: { PATH: process.env['PATH'], HOME: '/nonexistent' } },
    );
    ended = { code, said: `${stdout}${stderr}`.trim().split('\n').at(-1) ?? '' };
    if (code !== 0) break;
  }
  return ended;
}
