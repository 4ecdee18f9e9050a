import { at, type Json, type JsonObject } from '../json.ts';
import { set, unplacedTemplate } from '../objects.ts';
import { done, managers, outcome, withoutManagers } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const rolling = (rollingUpdate: JsonObject): JsonObject => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate },
});

/** Everything that the API server fills in, what a mistaken DaemonSet is told, and what of one cannot be changed. */
export const daemonSetDefaults: TraceCase = {
  name: 'daemon-set-defaults',
  async run(space) {
    const create = (name: string, given: JsonObject = {}) => space.create('daemonsets', set('DaemonSet', name, given));
    const told = async (given: JsonObject) => outcome(await create('agent', given));
    await done(create('there'));
    const changed = async (spec: JsonObject, metadata: JsonObject = {}) =>
      outcome(await space.patch('merge', 'daemonsets', 'there', { spec, metadata }), (object: Json) => ({
        generation: at(object, 'metadata', 'generation') ?? null,
        annotations: at(object, 'metadata', 'annotations') ?? null,
      }));
    return {
      minimal: outcome(await create('minimal'), withoutManagers),
      managers: outcome(await space.apply('ci', 'daemonsets', set('DaemonSet', 'applied')), managers),
      surge: outcome(await create('surge', rolling({ maxUnavailable: 0, maxSurge: '10%' })), (object) =>
        at(object, 'spec', 'updateStrategy'),
      ),
      onDelete: outcome(await create('by-hand', { updateStrategy: { type: 'OnDelete' } }), (object) =>
        at(object, 'spec', 'updateStrategy'),
      ),
      strategy: await told({ updateStrategy: { type: 'Recreate' } }),
      both: await told(rolling({ maxUnavailable: 1, maxSurge: 1 })),
      neither: await told(rolling({ maxUnavailable: 0, maxSurge: 0 })),
      tooHigh: await told(rolling({ maxUnavailable: '101%' })),
      noPercent: await told(rolling({ maxUnavailable: 'some' })),
      negative: await told({ minReadySeconds: -1, revisionHistoryLimit: -1 }),
      otherLabels: await told({ selector: { matchLabels: { app: 'other' } } }),
      emptySelector: await told({ selector: {} }),
      noSelector: await told({ selector: null }),
      deadline: await told({
        template: {
          ...unplacedTemplate('agent'),
          spec: { activeDeadlineSeconds: 1, containers: [{ name: 'a', image: 'a' }] },
        },
      }),
      changedTemplate: await changed({ template: unplacedTemplate('there', { image: 'main:2' }) }),
      changedSeconds: await changed({ minReadySeconds: 5 }),
      changedSelector: await changed({ selector: { matchLabels: { app: 'there', tier: 'agent' } } }),
      changedGeneration: await changed({}, { annotations: { 'deprecated.daemonset.template.generation': '7' } }),
    };
  },
};
