import { at, type Json } from '../json.ts';
import { unplacedPod } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A LimitRange fills in requests and limits, and refuses what is outside of it. */
export const limitRange: TraceCase = {
  name: 'limit-range',
  async run(space) {
    const limits = [
      {
        type: 'Container',
        default: { memory: '128Mi' },
        defaultRequest: { memory: '64Mi', cpu: '100m' },
        max: { memory: '256Mi' },
        min: { memory: '16Mi' },
      },
    ];
    await done(
      space.create('limitranges', {
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { name: 'range' },
        spec: { limits },
      }),
    );
    const told = async (name: string, resources: Json) =>
      outcome(
        await space.create('pods', unplacedPod(name, { containers: [{ name: 'main', image: 'main:1', resources }] })),
        (object) => ({
          resources: at(object, 'spec', 'containers', 0, 'resources') ?? null,
          annotations: at(object, 'metadata', 'annotations') ?? null,
          quality: at(object, 'status', 'qosClass') ?? null,
        }),
      );
    return {
      nothing: await told('nothing', {}),
      limitOnly: await told('limit', { limits: { memory: '200Mi' } }),
      tooMuch: await told('much', { limits: { memory: '1Gi' } }),
      tooLittle: await told('little', { requests: { memory: '1Mi' } }),
    };
  },
};
