import { at, count, type Json, type JsonObject, list, text } from '../json.ts';
import { SLEEPS, set, template } from '../objects.ts';
import { toldOf, untilObject } from '../observed-sets.ts';
import { conditions, done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const CLAIM: JsonObject = {
  metadata: { name: 'data', labels: { kept: 'yes' } },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

/** Claims for each pod, who owns them, and what is told while nobody gives them a volume. */
export const statefulSetClaims: TraceCase = {
  name: 'stateful-set-claims',
  async run(space) {
    const claims = async () => list((await space.list('persistentvolumeclaims')).body, 'items');
    const facts = (claim: Json): Json => ({
      name: text(claim, 'metadata', 'name'),
      labels: at(claim, 'metadata', 'labels') ?? null,
      owners: list(claim, 'metadata', 'ownerReferences').map((owner) => text(owner, 'kind')),
      spec: at(claim, 'spec') ?? null,
      status: at(claim, 'status') ?? null,
    });
    await done(
      space.create(
        'statefulsets',
        set('StatefulSet', 'db', {
          replicas: 2,
          podManagementPolicy: 'Parallel',
          volumeClaimTemplates: [CLAIM],
          persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Delete' },
          template: template('db', { ...SLEEPS, volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
        }),
      ),
    );
    await untilObject(space, 'statefulsets', 'db', (object) => count(object, 'status', 'replicas') === 2);
    const owned = await space.until<readonly Json[]>(
      'two claims with an owner',
      claims,
      (found) => found.length === 2 && found.every((one) => list(one, 'metadata', 'ownerReferences').length === 1),
    );
    const pod = await space.until<Json>(
      'a pod that waits',
      async () => (await space.get('pods', 'db-0')).body,
      // Until then a real scheduler may not have seen the claim itself.
      (found) => text(found, 'status', 'conditions', 0, 'message').includes('unbound'),
    );
    await done(space.patch('merge', 'statefulsets', 'db', { spec: { replicas: 1 } }));
    const left = await space.until<readonly Json[]>('one claim', claims, (found) => found.length === 1);
    const unbound = await space.patch('merge', 'persistentvolumeclaims', 'data-db-0', {
      spec: { accessModes: ['ReadWriteMany'] },
    });
    return {
      owned: owned.map(facts),
      volumes: list(pod, 'spec', 'volumes'),
      pod: { phase: at(pod, 'status', 'phase') ?? null, conditions: conditions(pod) },
      left: left.map((claim) => text(claim, 'metadata', 'name')),
      changed: outcome(unbound),
      // A real controller may write an older copy of a claim first, and tells of that, too.
      sets: (await toldOf(space, 'StatefulSet', ['SuccessfulCreate', 'SuccessfulDelete'])).filter((line) =>
        line.startsWith('Normal'),
      ),
      claims: await toldOf(space, 'PersistentVolumeClaim', ['FailedBinding']),
    };
  },
};
