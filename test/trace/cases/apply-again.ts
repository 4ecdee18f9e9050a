import { at, isObject, type Json } from '../json.ts';
import { deployment } from '../objects.ts';
import { managers, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** The same apply again writes nothing; another value is an update of one's own field. */
export const applyAgain: TraceCase = {
  name: 'apply-again',
  async run(space) {
    const shown = (object: Json): Json => ({
      resourceVersion: at(object, 'metadata', 'resourceVersion') ?? null,
      generation: at(object, 'metadata', 'generation') ?? null,
      paused: at(object, 'spec', 'paused') ?? null,
      replicas: at(object, 'spec', 'replicas') ?? null,
    });
    const wanted = (replicas: number) => deployment('web', { replicas, paused: true });
    const applied = outcome(await space.apply('ci', 'deployments', wanted(0)), shown);
    const settled = await space.until(
      'a status of the first generation',
      async () => (await space.get('deployments', 'web')).body,
      (object) =>
        at(object, 'status', 'observedGeneration') === 1 && JSON.stringify(object).includes('DeploymentPaused'),
    );
    const again = await space.apply('ci', 'deployments', wanted(0));
    const same = (object: Json): boolean =>
      at(object, 'metadata', 'resourceVersion') === at(settled, 'metadata', 'resourceVersion');
    return {
      applied,
      again: { status: again.status, sameVersion: same(again.body) },
      changed: outcome(await space.apply('ci', 'deployments', wanted(2)), (object) => ({
        generation: at(object, 'metadata', 'generation') ?? null,
        replicas: at(object, 'spec', 'replicas') ?? null,
        managers: managers(object).map((entry) => (isObject(entry) ? (entry['manager'] ?? null) : null)),
      })),
    };
  },
};
