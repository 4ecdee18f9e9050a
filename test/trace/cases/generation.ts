import type { Answer } from '../api.ts';
import { at, type Json } from '../json.ts';
import { deployment } from '../objects.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** `metadata.generation` counts changes of the specification, and nothing else. */
export const generation: TraceCase = {
  name: 'generation',
  async run(space) {
    const counted = (answer: Answer): Json => outcome(answer, (object) => at(object, 'metadata', 'generation'));
    const merge = (patch: Json, subresource?: string) => space.patch('merge', 'deployments', 'web', patch, subresource);
    return {
      created: counted(await space.create('deployments', deployment('web', { replicas: 0 }))),
      label: counted(await merge({ metadata: { labels: { team: 'shop' } } })),
      annotation: counted(await merge({ metadata: { annotations: { note: 'one' } } })),
      sameSpecification: counted(await merge({ spec: { replicas: 0 } })),
      defaultSaidAloud: counted(await merge({ spec: { revisionHistoryLimit: 10 } })),
      specification: counted(await merge({ spec: { minReadySeconds: 1 } })),
      status: counted(await merge({ status: { collisionCount: 1 } }, 'status')),
      scale: outcome(await merge({ spec: { replicas: 1 } }, 'scale'), (object) => at(object, 'spec')),
      afterScale: counted(await space.get('deployments', 'web')),
    };
  },
};
