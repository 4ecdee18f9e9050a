import { at, type Json, list } from '../json.ts';
import { deployment, SHELL_IMAGE, service, template } from '../objects.ts';
import { container, eventReasons, progress, readDeployment, readPods, revision, untilSizes } from '../observed.ts';
import { conditions, done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const SLEEPS = { image: SHELL_IMAGE, command: ['sleep', '3600'] };

/** A rollout that succeeds: pods run, the Service finds them, and an update takes the old ones away. */
export const readyRollout: TraceCase = {
  name: 'ready-rollout',
  async run(space) {
    await done(
      space.create(
        'services',
        service('web', { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] }),
      ),
    );
    await done(space.create('deployments', deployment('web', { replicas: 2, template: template('web', SLEEPS) })));
    const complete = (generation: number) =>
      space.until(
        'a complete rollout',
        () => readDeployment(space),
        (object) =>
          at(object, 'status', 'observedGeneration') === generation &&
          at(object, 'status', 'updatedReplicas') === 2 &&
          at(object, 'status', 'replicas') === 2 &&
          at(object, 'status', 'terminatingReplicas') === 0 &&
          at(object, 'status', 'availableReplicas') === 2 &&
          JSON.stringify(object).includes('NewReplicaSetAvailable'),
      );
    const first = await complete(1);
    const [pod] = await readPods(space);
    const shownPod = {
      phase: at(pod, 'status', 'phase') ?? null,
      conditions: conditions(pod ?? null),
      container: shownContainer(container(pod ?? null)),
    };
    const slice = await space.until<Json>(
      'two ready endpoints',
      async () =>
        list(
          (await space.list('endpointslices', { labelSelector: 'kubernetes.io/service-name=web' })).body,
          'items',
        )[0] ?? null,
      (found) => list(found, 'endpoints').filter((one) => at(one, 'conditions', 'ready') === true).length === 2,
    );
    await done(
      space.patch('merge', 'deployments', 'web', {
        spec: { template: template('web', { ...SLEEPS, args: ['1'] }) },
      }),
    );
    const second = await complete(2);
    const after = await untilSizes(space, [0, 2]);
    return {
      first: progress(first),
      pod: shownPod,
      slice: {
        labels: at(slice, 'metadata', 'labels') ?? null,
        addressType: at(slice, 'addressType') ?? null,
        ports: at(slice, 'ports') ?? null,
        endpoint: {
          conditions: at(slice, 'endpoints', 0, 'conditions') ?? null,
          target: at(slice, 'endpoints', 0, 'targetRef', 'kind') ?? null,
        },
      },
      second: progress(second),
      revision: revision(second),
      sizes: at(after, 'sizes') ?? null,
      events: {
        pod: await eventReasons(space, 'Pod', [
          'Normal Created',
          'Normal Killing',
          'Normal Pulled',
          'Normal Pulling',
          'Normal Scheduled',
          'Normal Started',
        ]),
        replicaSet: await eventReasons(space, 'ReplicaSet', ['Normal SuccessfulCreate', 'Normal SuccessfulDelete']),
      },
    };
  },
};

const shownContainer = (status: Json): Json => ({
  ready: at(status, 'ready') ?? null,
  started: at(status, 'started') ?? null,
  restartCount: at(status, 'restartCount') ?? null,
  state: Object.keys((at(status, 'state') ?? {}) as object),
  lastState: at(status, 'lastState') ?? null,
});
