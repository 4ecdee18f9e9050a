import { type Json, text } from '../json.ts';
import { deployment, unplacedTemplate } from '../objects.ts';
import { readReplicaSets, revision, untilSizes } from '../observed.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const IMAGE = ['spec', 'template', 'spec', 'containers', 0, 'image'] as const;

/** Only so many old ReplicaSets are kept; the oldest go. */
export const revisionHistory: TraceCase = {
  name: 'revision-history',
  async run(space) {
    await done(space.create('deployments', deployment('web', { replicas: 0, revisionHistoryLimit: 1 })));
    await untilSizes(space, [0]);
    const kept: Json[] = [];
    for (const tag of ['2', '3', '4']) {
      await done(
        space.patch('merge', 'deployments', 'web', {
          spec: { template: unplacedTemplate('web', { image: `main:${tag}` }) },
        }),
      );
      const found = await space.until(
        'the newest template and one before',
        async () => (await readReplicaSets(space)) as Json[],
        (all) => all.length === 2 && text(all[1], ...IMAGE) === `main:${tag}`,
      );
      kept.push(found.map((one) => [revision(one), text(one, ...IMAGE)]));
    }
    await done(space.patch('merge', 'deployments', 'web', { spec: { revisionHistoryLimit: 0 } }));
    const none = await space.until(
      'one ReplicaSet',
      async () => (await readReplicaSets(space)).length,
      (left) => left === 1,
    );
    return { kept, none };
  },
};
