import { at, count, type Json, list, text } from '../json.ts';
import { SHELL_IMAGE, SLEEPS, set, template } from '../objects.ts';
import { isSeen, readRevisions, untilObject } from '../observed-sets.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const UNREADY = {
  name: 'unready',
  image: SHELL_IMAGE,
  command: ['sleep', '3600'],
  readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1 },
};

/** An ordered set waits for a pod that is never ready, even when its template is good again; only without that pod it goes on. */
export const statefulSetStuck: TraceCase = {
  name: 'stateful-set-stuck',
  async run(space) {
    const whole = (size: number, revisionsEqual: boolean) => (object: Json) =>
      isSeen(object) &&
      count(object, 'status', 'readyReplicas') === size &&
      count(object, 'status', 'replicas') === 2 &&
      (text(object, 'status', 'currentRevision') === text(object, 'status', 'updateRevision')) === revisionsEqual;
    const roll = (container: typeof UNREADY | typeof SLEEPS) =>
      done(space.patch('merge', 'statefulsets', 'db', { spec: { template: template('db', container) } }));
    const names = async () =>
      list((await space.list('pods', { labelSelector: 'app=db' })).body, 'items').map((pod) => [
        text(pod, 'metadata', 'name'),
        text(pod, 'spec', 'containers', 0, 'name'),
      ]);
    const status = (object: Json): Json => at(object, 'status') ?? null;
    await done(
      space.create('statefulsets', set('StatefulSet', 'db', { replicas: 2, template: template('db', SLEEPS) })),
    );
    await untilObject(space, 'statefulsets', 'db', whole(2, true));
    await roll(UNREADY);
    const broken = await untilObject(
      space,
      'statefulsets',
      'db',
      (object) => whole(1, false)(object) && count(object, 'status', 'updatedReplicas') === 1,
    );
    await roll({ ...SLEEPS, args: ['2'] });
    const stuck = await untilObject(
      space,
      'statefulsets',
      'db',
      (object) => whole(1, false)(object) && count(object, 'status', 'updatedReplicas') === 0,
    );
    const standing = await names();
    await done(space.delete('pods', 'db-1'));
    const healed = await untilObject(space, 'statefulsets', 'db', whole(2, true));
    return {
      broken: status(broken),
      stuck: status(stuck),
      standing,
      healed: status(healed),
      after: await names(),
      revisions: (await readRevisions(space)).map((one) => [count(one, 'revision'), text(one, 'name')]),
    };
  },
};
