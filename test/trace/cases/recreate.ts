import { count, type Json, text } from '../json.ts';
import { deployment, unplacedTemplate } from '../objects.ts';
import { untilSizes } from '../observed.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Recreate: the old pods are gone before a new one is wanted. */
export const recreate: TraceCase = {
  name: 'recreate',
  async run(space) {
    await done(space.create('deployments', deployment('web', { replicas: 2, strategy: { type: 'Recreate' } })));
    await untilSizes(space, [2]);
    const resourceVersion = text((await space.list('replicasets')).body, 'metadata', 'resourceVersion');
    await done(
      space.patch('merge', 'deployments', 'web', {
        spec: { template: unplacedTemplate('web', { image: 'main:2' }) },
      }),
    );
    await untilSizes(space, [0, 2]);
    const steps: Json[] = [];
    for await (const { object } of space.watch('replicasets', { resourceVersion })) {
      const step = [
        text(object, 'spec', 'template', 'spec', 'containers', 0, 'image'),
        count(object, 'spec', 'replicas'),
      ];
      if (JSON.stringify(steps.at(-1)) !== JSON.stringify(step)) steps.push(step);
      if (step[0] === 'main:2' && step[1] === 2) break;
    }
    return steps;
  },
};
