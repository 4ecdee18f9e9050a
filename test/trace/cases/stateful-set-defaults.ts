import { at, type Json, type JsonObject } from '../json.ts';
import { set } from '../objects.ts';
import { done, managers, outcome, withoutManagers } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const CLAIM: JsonObject = {
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1024Mi' } } },
};

/** Everything that the API server fills in, what a mistaken StatefulSet is told, and what of one cannot be changed. */
export const statefulSetDefaults: TraceCase = {
  name: 'stateful-set-defaults',
  async run(space) {
    const spec = (object: Json) => at(object, 'spec');
    const create = (name: string, given: JsonObject = {}) =>
      space.create('statefulsets', set('StatefulSet', name, { replicas: 0, ...given }));
    const told = async (given: JsonObject) => outcome(await create('db', given));
    await done(create('there', { serviceName: 'there' }));
    const changed = async (given: JsonObject) =>
      outcome(await space.patch('merge', 'statefulsets', 'there', { spec: given }), (object) => ({
        generation: at(object, 'metadata', 'generation') ?? null,
      }));
    return {
      minimal: outcome(await create('minimal'), withoutManagers),
      managers: outcome(
        await space.apply('ci', 'statefulsets', set('StatefulSet', 'applied', { replicas: 0 })),
        managers,
      ),
      claims: outcome(await create('claims', { volumeClaimTemplates: [CLAIM] }), spec),
      unavailable: outcome(
        await create('gated', { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } } }),
        (object) => at(object, 'spec', 'updateStrategy'),
      ),
      onlyType: outcome(await create('typed', { updateStrategy: { type: 'RollingUpdate' } }), (object) =>
        at(object, 'spec', 'updateStrategy'),
      ),
      name: outcome(await create('db.one')),
      policy: await told({ podManagementPolicy: 'Sideways' }),
      strategy: await told({ updateStrategy: { type: 'Recreate' } }),
      onDeleteWithPartition: await told({ updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } }),
      negative: await told({
        replicas: -1,
        minReadySeconds: -1,
        ordinals: { start: -1 },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: -1 } },
      }),
      retention: await told({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Keep', whenScaled: 'Delete' } }),
      claimWithoutSize: await told({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] }),
      otherLabels: await told({ selector: { matchLabels: { app: 'other' } } }),
      emptySelector: await told({ selector: {} }),
      changedReplicas: await changed({ replicas: 0, minReadySeconds: 5 }),
      changedService: await changed({ serviceName: 'other' }),
      changedSelector: await changed({ selector: { matchLabels: { app: 'there', tier: 'db' } } }),
      changedPolicy: await changed({ podManagementPolicy: 'Parallel' }),
    };
  },
};
