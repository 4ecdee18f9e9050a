import { at, count, type Json, type JsonObject, list, text } from '../json.ts';
import { SLEEPS, set, template } from '../objects.ts';
import { isSeen, memberFacts, readRevisions, toldOf, untilObject } from '../observed-sets.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const isWhole = (size: number) => (object: Json) =>
  isSeen(object) &&
  ['replicas', 'readyReplicas', 'availableReplicas', 'updatedReplicas'].every(
    (field) => count(object, 'status', field) === size,
  ) &&
  text(object, 'status', 'currentRevision') === text(object, 'status', 'updateRevision');

/** Pods with names of their own: a rollout with a partition, then whole, undone, and scaled. */
export const statefulSetRollout: TraceCase = {
  name: 'stateful-set-rollout',
  async run(space) {
    const roll = (args: JsonObject['args'], partition: number) =>
      done(
        space.patch('merge', 'statefulsets', 'db', {
          spec: {
            template: template('db', { ...SLEEPS, args }),
            updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } },
          },
        }),
      );
    const pods = async () => list((await space.list('pods', { labelSelector: 'app=db' })).body, 'items');
    const argsByPod = async () =>
      (await pods()).map((pod) => [text(pod, 'metadata', 'name'), at(pod, 'spec', 'containers', 0, 'args') ?? null]);
    const status = (object: Json): Json => at(object, 'status') ?? null;
    await done(
      space.create(
        'statefulsets',
        set('StatefulSet', 'db', { serviceName: 'db', replicas: 2, template: template('db', SLEEPS) }),
      ),
    );
    const first = await untilObject(space, 'statefulsets', 'db', isWhole(2));
    const members = (await pods()).map(memberFacts);
    await roll(['1'], 1);
    const second = await untilObject(
      space,
      'statefulsets',
      'db',
      (object) =>
        isSeen(object) &&
        count(object, 'status', 'updatedReplicas') === 1 &&
        count(object, 'status', 'readyReplicas') === 2,
    );
    const partitioned = await argsByPod();
    await roll(['1'], 0);
    const third = await untilObject(space, 'statefulsets', 'db', isWhole(2));
    await roll(null, 0);
    const fourth = await untilObject(space, 'statefulsets', 'db', isWhole(2));
    const revisions = await readRevisions(space);
    await done(space.patch('merge', 'statefulsets', 'db', { spec: { replicas: 1 } }));
    const fifth = await untilObject(space, 'statefulsets', 'db', isWhole(1));
    return {
      first: status(first),
      members,
      second: status(second),
      partitioned,
      third: status(third),
      fourth: status(fourth),
      revisions,
      fifth: status(fifth),
      left: (await pods()).map((pod) => text(pod, 'metadata', 'name')),
      scale: at((await space.get('statefulsets', 'db', 'scale')).body, 'status') ?? null,
      events: await toldOf(space, 'StatefulSet', ['SuccessfulCreate', 'SuccessfulDelete']),
    };
  },
};
