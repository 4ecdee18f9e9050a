import { at, type Json, text } from '../json.ts';
import { deployment, unplacedPod } from '../objects.ts';
import { readPods, untilSizes } from '../observed.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A ReplicaSet replaces a pod that is deleted or relabelled, adopts a pod that fits, and gives back what is too much. */
export const replacedPod: TraceCase = {
  name: 'replaced-pod',
  async run(space) {
    await done(space.create('deployments', deployment('web', { replicas: 1 })));
    const seen = await untilSizes(space, [1]);
    const [first] = await readPods(space);
    const name = text(first, 'metadata', 'name');
    const deleted = outcome(
      await space.delete('pods', name),
      (object) => at(object, 'metadata', 'deletionGracePeriodSeconds') ?? null,
    );
    const next = await space.until(
      'another pod',
      async () => (await readPods(space)).map((pod) => text(pod, 'metadata', 'name')),
      (names) => names.length === 1 && names[0] !== name,
    );
    const second = String(next[0]);
    await done(space.patch('merge', 'pods', second, { metadata: { labels: { 'pod-template-hash': null } } }));
    const released = await space.until<Json>(
      'a released pod',
      async () => at((await space.get('pods', second)).body, 'metadata', 'ownerReferences') ?? null,
      (owners) => owners === null,
    );
    const replaced = await space.until(
      'a third pod',
      async () => (await readPods(space)).length,
      (pods) => pods === 2,
    );
    const labels = at(seen, 'replicaSets', 0, 'spec', 'selector', 'matchLabels') ?? {};
    await done(space.create('pods', unplacedPod('stray', {}, { labels })));
    const stray = await space.until<Json>(
      'a stray pod that is adopted and given back',
      async () => (await readPods(space)).filter((pod) => at(pod, 'metadata', 'ownerReferences') !== undefined).length,
      (owned) => owned === 1,
    );
    return { deleted, released, replaced, stray };
  },
};
